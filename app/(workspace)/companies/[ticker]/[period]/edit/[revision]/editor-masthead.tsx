"use client";

import Link from "next/link";
import button from "@/app/_ui/button.module.css";
import { CoverageSquares } from "@/app/_ui/coverage-squares";
import { Fact, Facts } from "@/app/_ui/facts";
import { Status } from "@/app/_ui/status";
import { capitalised } from "@/lib/notes/capitalised";
import type { DraftView } from "@/lib/notes/editor-queries";
import { coverage } from "@/lib/notes/labels";
import { formatPeriod } from "@/lib/notes/period";
import { formatState } from "@/lib/notes/state";
import look from "../../masthead.module.css";
import type { Snapshot } from "./_draft/snapshot";
import type { LiveState } from "./_draft/use-live";
import style from "./editor-masthead.module.css";
import { SaveState } from "./save-state";

type CrumbProps = { view: DraftView };

/** Which note this is, what readers see meanwhile, and the way out. */
export function Crumb({ view: { content, base, standing } }: CrumbProps) {
  return (
    <div className={look.crumb}>
      <Link className={look.company} href={`/companies/${content.ticker}`} prefetch={false}>
        {content.company}
      </Link>
      <span className={look.ticker}>{content.ticker}</span>
      <span>{formatPeriod(content.period)}</span>
      <div className={style.acts}>
        <span className="sec">{standing === null ? nothingSeen(base) : `Readers still see r${standing}`}</span>
        <Link className={button.button} href={notePath(content)} prefetch={false}>
          Close editor
        </Link>
      </div>
    </div>
  );
}

function nothingSeen(base: DraftView["base"]): string {
  return base?.isRecalled ? `Readers see nothing of it: r${base.number} was recalled` : "Readers see nothing of it yet";
}

export function notePath({ ticker, period }: DraftView["content"]): string {
  return `/companies/${ticker}/${period}`;
}

type DraftFactsProps = { view: DraftView; live: LiveState; snapshot: Snapshot; person: { id: string; name: string } };

export function DraftFacts({ view: { base, restored }, live, snapshot, person }: DraftFactsProps) {
  const { state } = live;
  const isNew = snapshot.savedAt !== null && live.writers.every(({ id }) => id !== person.id);
  const writers = [...live.writers, ...(isNew ? [person] : [])].map(({ name }) => name);
  return (
    <Facts>
      <Fact name="Status">
        <Status state={state}>{capitalised(formatState(state))}</Status>
      </Fact>
      <Fact name="Based on">
        {base ? (
          <>
            r{base.number} <span className="mono mute">{base.contentSha256.slice(0, 7)}</span>
            {base.isRecalled && ", recalled"}
            {restored !== null && `, restored from r${restored}`}
          </>
        ) : (
          <span className="mute">
            {restored === null ? "nothing, it is the first" : `nothing, restored from r${restored}`}
          </span>
        )}
      </Fact>
      <Fact name="Written by">{writers.join(", ") || <span className="mute">nobody yet</span>}</Fact>
      <Fact name="Needs approval from">
        {writers.length > 0 ? `Any reviewer but ${writers.join(" and ")}` : "Any reviewer who writes none of it"}
      </Fact>
      <Fact name="Citations" wide>
        <CoverageSquares {...coverage(snapshot.shown)} />
      </Fact>
      <Fact name="Saved" wide>
        <SaveState snapshot={snapshot} />
      </Fact>
    </Facts>
  );
}
