"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { personAction } from "@/app/_server/action";
import { addCompany } from "@/lib/companies/commands";
import { editCompany } from "@/lib/companies/edit-commands";
import { addCompanyForm, editCompanyForm } from "@/lib/companies/input";

export const addCompanyAction = personAction(addCompanyForm, async (ctx, company) => {
  const { ticker } = await addCompany(ctx, company);
  redirect(`/companies/${ticker}`);
});

export const editCompanyAction = personAction(editCompanyForm, async (ctx, company) => {
  refresh(); // a refusal is shown beside the company as it is now
  const { ticker } = await editCompany(ctx, company);
  redirect(`/companies/${ticker}`);
});
