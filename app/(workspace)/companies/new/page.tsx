import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { requireContext } from "@/app/_server/context";
import head from "@/app/_ui/head.module.css";
import { may } from "@/lib/auth/permissions";
import { listWriters } from "@/lib/auth/queries";
import { addCompanyAction } from "../actions";
import { CompanyForm } from "../company-form";
import style from "../company-form.module.css";

export const metadata: Metadata = { title: "Add a company" };

export default async function NewCompanyPage() {
  const ctx = await requireContext();
  if (!may(ctx.actor, "company.add")) notFound();
  return (
    <main id="main" className={style.page}>
      <p>
        <Link className="touch" href="/companies" prefetch={false}>
          Companies
        </Link>
      </p>
      <h1 className={head.title}>Add a company</h1>
      <CompanyForm action={addCompanyAction} company={null} owners={await listWriters(ctx)} />
    </main>
  );
}
