import { randomUUID } from "node:crypto";
import { FileX, Link2 } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { cache } from "react";
import { foundAtTicker } from "@/app/_server/at-ticker";
import { requireContext } from "@/app/_server/context";
import { Empty } from "@/app/_ui/empty";
import head from "@/app/_ui/head.module.css";
import { may } from "@/lib/auth/permissions";
import { mailIsConfigured } from "@/lib/mail/configured";
import { isoDay } from "@/lib/notes/day";
import { formatPeriod, isPeriod } from "@/lib/notes/period";
import { newFields } from "@/lib/sharing/link-fields";
import { linksMax, listLinks } from "@/lib/sharing/link-queries";
import { mayPrint } from "@/lib/sharing/print";
import { readSharingSettings } from "@/lib/sharing/settings-queries";
import { findShareable, type ShareableNote } from "@/lib/sharing/shareable-queries";
import { LinkTable } from "../../../../_links/link-table";
import { SharingIsOff } from "../../../../_links/sharing-is-off";
import { issueLinkAction } from "./actions";
import { IssueForm } from "./issue-form";
import style from "./share.module.css";

type Query = { revision?: string | string[]; ended?: string | string[] };
type Props = { params: Promise<{ ticker: string; period: string }>; searchParams: Promise<Query> };

/** The newest revision that stands, or the one whose number is asked for. Viewers do not know of the page. */
const readNote = cache(async (asked: string, period: string, revision: string) => {
  const ctx = await requireContext();
  if (!may(ctx.actor, "link.read") || !isPeriod(period) || !/^([1-9]\d{0,5})?$/.test(revision)) notFound();
  const number = revision === "" ? null : Number(revision);
  return foundAtTicker(ctx, {
    asked,
    find: (ticker) => findShareable(ctx, { ticker, period, number }),
    path: (ticker) => `/companies/${ticker}/${period}/share${number === null ? "" : `?revision=${number}`}`,
  });
});

async function readAsked({ params, searchParams }: Props) {
  const [{ ticker, period }, { revision }] = await Promise.all([params, searchParams]);
  return readNote(ticker, period.toUpperCase(), typeof revision === "string" ? revision : "");
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { ticker, period } = await readAsked(props);
  return { title: `Share ${ticker} ${formatPeriod(period)}` };
}

/** Makes links to a note, and lists those that there are. */
export default async function SharePage(props: Props) {
  const ctx = await requireContext();
  const note = await readAsked(props);
  const query = await props.searchParams;
  const { company, ticker, period, revision, newest } = note;
  const withEnded = query.ended === "yes";
  const [links, settings] = await Promise.all([
    listLinks(ctx, { about: { ticker, period }, withEnded }),
    readSharingSettings(ctx.db),
  ]);
  const path = `/companies/${ticker}/${period}/share`;
  const mayIssue = may(ctx.actor, "link.issue");
  return (
    <main id="main" className={style.page}>
      <p className={head.crumb}>
        <Link className="touch" href={`/companies/${ticker}/${period}`} prefetch={false}>
          {company}, {formatPeriod(period)}
        </Link>{" "}
        <span className="mono mute">{ticker}</span>
      </p>
      <h1 className={head.title}>Share {formatPeriod(period)}</h1>
      {!settings.isOn && <SharingIsOff actor={ctx.actor} />}
      {revision && newest?.isRecalled && (
        <p className={style.notice}>
          r{newest.number} was recalled. A link that follows the note shows that it was, until a newer one is out.
        </p>
      )}
      {!revision ? (
        <Unshareable note={note} />
      ) : mayIssue ? (
        <IssueForm
          action={issueLinkAction}
          linkId={randomUUID()}
          number={revision.number}
          revisions={note.revisions}
          path={path}
          kept={newFields(isoDay(ctx.now))}
          hasPassword={false}
          today={isoDay(ctx.now)}
          mailWorks={mailIsConfigured()}
          canPrint={mayPrint()}
        />
      ) : (
        <p className={style.notice}>An analyst makes links. You can change them, and end them.</p>
      )}
      <section className={style.links} aria-labelledby="links">
        <div className={style.listed}>
          <h2 id="links">{withEnded ? "All links to this note" : "Links to this note"}</h2>
          <Link className="touch" href={withEnded ? path : `${path}?ended=yes#links`} prefetch={false}>
            {withEnded ? "Only those that open" : "Show the ended ones too"}
          </Link>
        </div>
        {links.length > 0 ? (
          <LinkTable links={links.slice(0, linksMax)} caption="Links to this note" />
        ) : (
          <Empty
            icon={Link2}
            title={withEnded ? "No link was ever made to this note." : "No link to this note is open."}
          >
            {revision && mayIssue ? "Make one above." : "An analyst can make one when a revision is out."}
          </Empty>
        )}
        {links.length > linksMax && <p className="sec">The first {linksMax} are shown.</p>}
      </section>
    </main>
  );
}

/** Why there is no form. */
function Unshareable({ note: { newest } }: { note: ShareableNote }) {
  return newest ? (
    <Empty icon={FileX} title="This was recalled, so it cannot be shared.">
      Whoever has a link to it reads that it was recalled. Publish a new revision to share the note again.
    </Empty>
  ) : (
    <Empty icon={FileX} title="Nothing of this note is out yet.">
      Only what a second person has approved is shared. Submit the draft, and share it once it is published.
    </Empty>
  );
}
