import type { Metadata } from "next";
import Link from "next/link";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { foundAtTicker } from "@/app/_server/at-ticker";
import { requireContext } from "@/app/_server/context";
import { ActionButton } from "@/app/_ui/action-button";
import head from "@/app/_ui/head.module.css";
import { may } from "@/lib/auth/permissions";
import { findDraftsOf } from "@/lib/notes/draft-queries";
import { formatPeriod, isPeriod } from "@/lib/notes/period";
import { createDraftAction } from "../../start/actions";
import { DraftList } from "./draft-list";
import style from "./edit.module.css";

type Props = { params: Promise<{ ticker: string; period: string }> };

/** For whoever may write; nobody else knows of the page. */
const readDrafts = cache(async (asked: string, period: string) => {
  const ctx = await requireContext();
  if (!may(ctx.actor, "revision.create") || !isPeriod(period)) notFound();
  const found = await foundAtTicker(ctx, {
    asked,
    find: (ticker) => findDraftsOf(ctx, ticker, period),
    path: (ticker) => `/companies/${ticker}/${period}/edit`,
  });
  return { ticker: asked, period, ...found };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const asked = await params;
  const { ticker, period } = await readDrafts(asked.ticker, asked.period.toUpperCase());
  return { title: `Drafts of ${ticker} ${formatPeriod(period)}` };
}

/** Opens the only draft of a note; several are listed, and without any one can be begun. */
export default async function EditPage({ params }: Props) {
  const asked = await params;
  const { ticker, period, company, published, drafts } = await readDrafts(asked.ticker, asked.period.toUpperCase());
  const path = `/companies/${ticker}/${period}`;
  const current = drafts.filter(({ mayFollow }) => mayFollow);
  if (drafts.length === 1 && current[0]) redirect(`${path}/edit/${current[0].id}`);
  return (
    <main id="main">
      <p className={head.crumb}>
        <Link className="touch" href={published === null ? `/companies/${ticker}` : path} prefetch={false}>
          {company}, {formatPeriod(period)}
        </Link>{" "}
        <span className="mono mute">{ticker}</span>
      </p>
      <h1 className={head.title}>Drafts of {formatPeriod(period)}</h1>
      <DraftList path={path} published={published} drafts={drafts} />
      <div className={style.acts}>
        <ActionButton
          action={createDraftAction}
          fields={{ ticker, period, ...(current.length > 0 && { beside: "yes" }) }}
          {...(current.length === 0 && { look: "primary" })}
        >
          {drafts.length === 0 ? "Start a draft" : "Start another draft"}
        </ActionButton>
        {published !== null && <p className="sec">It begins as r{published} is, which readers still see.</p>}
      </div>
    </main>
  );
}
