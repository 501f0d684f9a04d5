import type { Metadata } from "next";
import Link from "next/link";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { requireContext } from "@/app/_server/context";
import head from "@/app/_ui/head.module.css";
import { may } from "@/lib/auth/permissions";
import { listWriters } from "@/lib/auth/queries";
import { findCompanyToEdit } from "@/lib/companies/facts-queries";
import { tickerInput } from "@/lib/companies/input";
import { editCompanyAction } from "../../actions";
import { CompanyForm } from "../../company-form";
import style from "../../company-form.module.css";

type Props = { params: Promise<{ ticker: string }> };

/** Under a former ticker too, and without leading on: a colleague may have changed it while somebody types here. */
const readCompany = cache(async (asked: string) => {
  const ctx = await requireContext();
  const { data: ticker } = tickerInput.safeParse(asked);
  if (!ticker || !may(ctx.actor, "company.edit")) notFound();
  if (ticker !== asked) redirect(`/companies/${ticker}/edit`);
  return (await findCompanyToEdit(ctx, ticker)) ?? notFound();
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { facts } = await readCompany((await params).ticker);
  return { title: `Edit ${facts.name}` };
}

export default async function EditCompanyPage({ params }: Props) {
  const { id, facts, owner } = await readCompany((await params).ticker);
  const writers = await listWriters(await requireContext());
  const isListed = !owner || writers.some(({ email }) => email === owner.email);
  return (
    <main id="main" className={style.page}>
      <p>
        <Link className="touch" href={`/companies/${facts.ticker}`} prefetch={false}>
          {facts.name}
        </Link>
      </p>
      <h1 className={head.title}>Edit {facts.name}</h1>
      <CompanyForm
        key={id}
        action={editCompanyAction}
        company={{ id, facts }}
        owners={isListed ? writers : [...writers, owner]}
      />
    </main>
  );
}
