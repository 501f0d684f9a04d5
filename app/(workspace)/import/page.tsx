import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { requireContext } from "@/app/_server/context";
import { may } from "@/lib/auth/permissions";
import { listCompanies } from "@/lib/companies/queries";
import style from "./import.module.css";
import { ImportForm } from "./import-form";

export const metadata: Metadata = { title: "Import" };

type Props = { searchParams: Promise<{ company?: string | string[]; quarter?: string | string[] }> };

export default async function ImportPage({ searchParams }: Props) {
  const ctx = await requireContext();
  if (!may(ctx.actor, "note.import")) notFound();
  const [companies, asked] = await Promise.all([listCompanies(ctx), searchParams]);
  const named = (value: string | string[] | undefined) => (typeof value === "string" ? value : "");
  return (
    <main id="main" className={style.main}>
      <div className={style.head}>
        <h1>Import a note</h1>
        <span className="sec">Paste text or drop a file. Nothing is saved until you say so.</span>
      </div>
      <ImportForm
        personId={ctx.actor.id}
        companies={companies.map(({ ticker, name }) => ({ ticker, name }))}
        mayAddCompany={may(ctx.actor, "company.add")}
        company={named(asked.company)}
        quarter={named(asked.quarter)}
      />
    </main>
  );
}
