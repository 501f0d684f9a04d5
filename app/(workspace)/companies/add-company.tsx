import { Building2, Plus } from "lucide-react";
import Link from "next/link";
import button from "@/app/_ui/button.module.css";
import { Empty } from "@/app/_ui/empty";
import { may } from "@/lib/auth/permissions";
import type { UserActor } from "@/lib/context";

/** For those who may. */
export function AddCompany({ actor }: { actor: UserActor }) {
  if (!may(actor, "company.add")) return null;
  return (
    <Link className={`${button.button} ${button.primary}`} href="/companies/new" prefetch={false}>
      <Plus size={16} aria-hidden="true" />
      Add a company
    </Link>
  );
}

/** What stands where the companies would. */
export function NoCompany({ actor }: { actor: UserActor }) {
  return (
    <Empty icon={Building2} title="No company is covered yet." action={<AddCompany actor={actor} />}>
      {!may(actor, "company.add") && "An analyst or an admin adds it."}
    </Empty>
  );
}
