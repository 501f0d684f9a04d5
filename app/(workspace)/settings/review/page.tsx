import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { requireContext } from "@/app/_server/context";
import head from "@/app/_ui/head.module.css";
import { may } from "@/lib/auth/permissions";
import { readReviewSettings } from "@/lib/review/settings-queries";
import style from "../settings-form.module.css";
import { changeReviewSettingsAction } from "./actions";
import { ReviewSettingsForm } from "./review-settings-form";

export const metadata: Metadata = { title: "Review settings" };

/** For admins; nobody else knows of the page. */
export default async function ReviewSettingsPage({ searchParams }: { searchParams: Promise<{ saved?: string }> }) {
  const ctx = await requireContext();
  if (!may(ctx.actor, "settings.review")) notFound();
  const [settings, { saved }] = await Promise.all([readReviewSettings(ctx.db), searchParams]);
  return (
    <main id="main" className={style.page}>
      <div className={head.head}>
        <h1 className={head.title}>Review</h1>
      </div>
      <p className={style.lead}>
        What a revision needs before readers get it. A change counts from the next submission and the next approval on.
      </p>
      {saved !== undefined && (
        <p className={style.saved} role="status">
          Saved.
        </p>
      )}
      <ReviewSettingsForm action={changeReviewSettingsAction} settings={settings} />
    </main>
  );
}
