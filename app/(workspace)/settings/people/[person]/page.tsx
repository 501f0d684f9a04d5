import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { z } from "zod";
import { requireContext } from "@/app/_server/context";
import { ActionButton } from "@/app/_ui/action-button";
import { Day, Moment } from "@/app/_ui/day";
import { Fact, Facts } from "@/app/_ui/facts";
import head from "@/app/_ui/head.module.css";
import { may } from "@/lib/auth/permissions";
import { findMember, listSuccessors, type Member } from "@/lib/people/queries";
import { changeRolesAction, disablePersonAction, enablePersonAction } from "../actions";
import style from "../people.module.css";
import { DisableForm } from "./disable-form";
import { RolesForm } from "./roles-form";

export const metadata: Metadata = { title: "Person" };

const said = {
  saved: "Saved. It counts from their next request on.",
  disabled: "Disabled. Nobody is signed in as them any more.",
  enabled: "Enabled. They can sign in as before.",
};

type Props = { params: Promise<{ person: string }>; searchParams: Promise<Record<string, string | undefined>> };

/** For admins; nobody else knows of the page. */
export default async function PersonPage({ params, searchParams }: Props) {
  const [ctx, { person: asked }, came] = [await requireContext(), await params, await searchParams];
  if (!may(ctx.actor, "user.read") || !z.uuid().safeParse(asked).success) notFound();
  const [member, successors] = await Promise.all([findMember(ctx, asked), listSuccessors(ctx, asked)]);
  if (!member) notFound();
  const { id, name, roles, disabledAt, owns, links } = member;
  const told = Object.entries(said).find(([key]) => came[key] !== undefined)?.[1];
  return (
    <main id="main" className={style.page}>
      <p className={head.crumb}>
        <Link className="touch" href="/settings/people">
          People
        </Link>
      </p>
      <h1 className={head.title}>{name}</h1>
      {told && (
        <p className={style.said} role="status">
          {told}
        </p>
      )}
      <PersonFacts member={member} links={links} />
      <section className={style.part} aria-labelledby="roles">
        <h2 id="roles">What they may do</h2>
        <RolesForm action={changeRolesAction} personId={id} held={roles} />
      </section>
      <section className={style.part} aria-labelledby="access">
        <h2 id="access">Access</h2>
        {disabledAt ? (
          <>
            <p className={style.lead}>
              They cannot sign in. Enabled again, they have the roles above; what was ended or handed over stays so.
            </p>
            <div className={style.acts}>
              <ActionButton action={enablePersonAction} fields={{ personId: id }} look="primary">
                Enable<span className="vh"> {name}</span>
              </ActionButton>
            </div>
          </>
        ) : id === ctx.actor.id ? (
          <p className={style.lead}>This is you. Another admin can disable you.</p>
        ) : (
          <DisableForm
            action={disablePersonAction}
            person={{ id, name, links, companies: owns.map(({ name: company }) => company) }}
            successors={successors}
          />
        )}
      </section>
    </main>
  );
}

function PersonFacts({ member, links }: { member: Member; links: number }) {
  const { email, roles, disabledAt, lastSignInAt, owns } = member;
  return (
    <Facts>
      <Fact name="Email" wide>
        {email}
      </Fact>
      <Fact name="Roles">{roles.join(", ") || "none"}</Fact>
      <Fact name="State">
        {disabledAt ? (
          <span>
            disabled on <Day at={disabledAt} />
          </span>
        ) : (
          "active"
        )}
      </Fact>
      <Fact name="Last sign-in" wide>
        {lastSignInAt ? <Moment at={lastSignInAt} /> : "never"}
      </Fact>
      <Fact name="Companies">{owns.map(({ ticker }) => ticker).join(", ") || "none"}</Fact>
      <Fact name="Shared links">{links}</Fact>
    </Facts>
  );
}
