import { ListChecks } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { requireContext } from "@/app/_server/context";
import { Empty } from "@/app/_ui/empty";
import head from "@/app/_ui/head.module.css";
import { may } from "@/lib/auth/permissions";
import { listFailedJobs } from "@/lib/jobs/queries";
import { mailIsConfigured } from "@/lib/mail/configured";
import { retryJobAction } from "./actions";
import style from "./jobs.module.css";
import { JobsTable } from "./jobs-table";

export const metadata: Metadata = { title: "Mail and jobs" };

/** For admins; nobody else knows of the page. */
export default async function JobsPage({ searchParams }: { searchParams: Promise<{ retried?: string }> }) {
  const ctx = await requireContext();
  if (!may(ctx.actor, "job.read")) notFound();
  const [jobs, { retried }] = await Promise.all([listFailedJobs(ctx), searchParams]);
  return (
    <main id="main" className={style.page}>
      <div className={head.head}>
        <h1 className={head.title}>Mail and jobs</h1>
        <span className="sec">What is done in the background, and failed.</span>
      </div>
      <p className={style.mail}>
        {mailIsConfigured()
          ? "Mail is set up. It is sent in the background, and tried again when its server does not take it."
          : "Mail is not set up, so none is sent. Set SMTP_URL and MAIL_FROM where Quarterdeck runs, and start it again."}
      </p>
      {retried !== undefined && (
        <p className={style.said} role="status">
          The job is being tried again. It comes back here if it fails.
        </p>
      )}
      {jobs.length > 0 ? (
        <JobsTable jobs={jobs} action={retryJobAction} />
      ) : (
        <Empty icon={ListChecks} title="No job has failed.">
          One that does is listed here until it is done.
        </Empty>
      )}
    </main>
  );
}
