import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { requireContext } from "@/app/_server/context";
import head from "@/app/_ui/head.module.css";
import { may } from "@/lib/auth/permissions";
import { listCompanies } from "@/lib/companies/queries";
import { formatPeriod } from "@/lib/notes/period";
import { readPeriod } from "@/lib/transfer/periods";
import style from "./import.module.css";
import { ImportForm } from "./import-form";

export const metadata: Metadata = { title: "Import" };

type Props = { searchParams: Promise<{ ticker?: string | string[]; period?: string | string[] }> };

export default async function ImportPage({ searchParams }: Props) {
  const ctx = await requireContext();
  if (!may(ctx.actor, "note.import")) notFound();
  const [companies, { ticker, period }] = await Promise.all([listCompanies(ctx), searchParams]);
  const asked = typeof period === "string" ? readPeriod(period) : null;
  return (
    <main id="main" className={style.main}>
      <div className={head.head}>
        <h1 className={head.title}>Import a note</h1>
        <span className="sec">Paste text or drop a file. Nothing is saved until you say so.</span>
      </div>
      <ImportForm
        personId={ctx.actor.id}
        companies={companies.map(({ ticker, name }) => ({ ticker, name }))}
        mayAddCompany={may(ctx.actor, "company.add")}
        company={typeof ticker === "string" ? ticker : ""}
        quarter={asked ? formatPeriod(asked) : ""}
      />
    </main>
  );
}
