import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { cache } from "react";
import { requireContext } from "@/app/_server/context";
import { ActionButton } from "@/app/_ui/action-button";
import { AskedOnce } from "@/app/_ui/asked-once";
import { Day } from "@/app/_ui/day";
import { Fact, Facts } from "@/app/_ui/facts";
import head from "@/app/_ui/head.module.css";
import { may } from "@/lib/auth/permissions";
import { mailIsConfigured } from "@/lib/mail/configured";
import { isoDay } from "@/lib/notes/day";
import { formatPeriod } from "@/lib/notes/period";
import { isLinkId } from "@/lib/sharing/input";
import { fieldsOf } from "@/lib/sharing/link-fields";
import { findLink, type LinkView } from "@/lib/sharing/link-queries";
import { formatShows, listTerms } from "@/lib/sharing/link-words";
import { mayPrint } from "@/lib/sharing/print";
import { readSharingSettings } from "@/lib/sharing/settings-queries";
import { listVisits } from "@/lib/sharing/view-queries";
import { LinkEnd } from "../../_links/link-end";
import { SharingIsOff } from "../../_links/sharing-is-off";
import { changeLinkAction, endLinkAction, replaceTokenAction } from "./actions";
import { ChangeForm } from "./change-form";
import style from "./link.module.css";
import { ReplaceAddress } from "./replace-address";
import { ViewLog } from "./view-log";

type Query = Record<"saved" | "ended" | "before", string | string[] | undefined>;
type Props = { params: Promise<{ link: string }>; searchParams: Promise<Query> };

/** Viewers do not know of the page. */
const readLink = cache(async (asked: string) => {
  const ctx = await requireContext();
  if (!may(ctx.actor, "link.read") || !isLinkId(asked)) notFound();
  return (await findLink(ctx, asked)) ?? notFound();
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { ticker, period } = await readLink((await params).link);
  return { title: `Link to ${ticker} ${formatPeriod(period)}` };
}

/** One shared link: what it allows, and what its readers were given. */
export default async function LinkPage({ params, searchParams }: Props) {
  const ctx = await requireContext();
  const link = await readLink((await params).link);
  const { saved, ended, before } = await searchParams;
  // Whatever was done to it since is told elsewhere.
  const isSaved = saved === String(link.version);
  const isEnded = ended !== undefined && link.revokedAt !== null;
  const older = typeof before === "string" && /^[1-9]\d{0,14}$/.test(before) ? Number(before) : undefined;
  const [visits, settings] = await Promise.all([
    listVisits(ctx, link.id, { before: older }),
    readSharingSettings(ctx.db),
  ]);
  return (
    <main id="main" className={style.page}>
      <p className={head.crumb}>
        <Link className="touch" href="/links" prefetch={false}>
          Links
        </Link>
      </p>
      <h1 className={`${head.title} ${style.title}`}>{link.label}</h1>
      {!settings.isOn && <SharingIsOff actor={ctx.actor} />}
      {(isSaved || isEnded) && (
        <p className={style.done} role="status">
          {isEnded ? "Ended for good." : "Saved. It holds from the next time that somebody opens the link."}
        </p>
      )}
      <LinkFacts link={link} />
      {!link.revokedAt && may(ctx.actor, "link.change") && (
        <>
          <section className={style.part} aria-labelledby="terms">
            <h2 id="terms">What it allows</h2>
            <ChangeForm
              action={changeLinkAction}
              linkId={link.id}
              version={link.version}
              number={link.number}
              kept={fieldsOf(link)}
              hasPassword={link.hasPassword}
              today={isoDay(ctx.now)}
              mailWorks={mailIsConfigured()}
              canPrint={mayPrint()}
            />
          </section>
          <section className={style.part} aria-labelledby="address">
            <h2 id="address">Its address</h2>
            <p className={style.lead}>The address was shown when it was made, and is kept nowhere.</p>
            <ReplaceAddress action={replaceTokenAction} linkId={link.id} version={link.version} />
          </section>
        </>
      )}
      {!link.revokedAt && may(ctx.actor, "link.revoke") && (
        <section className={style.part} aria-labelledby="ending">
          <h2 id="ending">Ending it</h2>
          <AskedOnce label="End this link">
            <p>Whoever has it finds nothing there from then on. An ended link never opens again.</p>
            <ActionButton action={endLinkAction} fields={{ linkId: link.id }} look="primary">
              End it for good
            </ActionButton>
          </AskedOnce>
        </section>
      )}
      <ViewLog
        linkId={link.id}
        isOpen={link.end === null}
        visits={visits}
        isOlder={older !== undefined}
        settings={settings}
      />
    </main>
  );
}

function LinkFacts({ link }: { link: LinkView }) {
  const { company, ticker, period, issuedBy, issuedAt, keptBy, seen, viewsUsed, viewsMax } = link;
  const terms = listTerms(link);
  return (
    <Facts>
      <Fact name="Note" wide>
        <Link className="touch" href={`/companies/${ticker}/${period}/share`} prefetch={false}>
          {company}, {formatPeriod(period)}
        </Link>
      </Fact>
      <Fact name="Shows">{formatShows(link)}</Fact>
      <Fact name="Ends" wide>
        <span>
          <LinkEnd link={link} />
        </span>
      </Fact>
      {link.revokedAt && terms.length > 0 && (
        <Fact name="Terms" wide>
          {terms.join(", ")}
        </Fact>
      )}
      <Fact name="Made by">
        <span>
          {issuedBy.name}, <Day at={issuedAt} />
        </span>
      </Fact>
      {keptBy && <Fact name="Now with">{keptBy}</Fact>}
      {viewsMax !== null && !link.revokedAt && (
        <Fact name="Views used">
          {viewsUsed} of {viewsMax}
        </Fact>
      )}
      <Fact name="Views in the log">{seen}</Fact>
    </Facts>
  );
}
