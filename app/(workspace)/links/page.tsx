import { Link2, SearchX } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { requireContext } from "@/app/_server/context";
import { Empty } from "@/app/_ui/empty";
import head from "@/app/_ui/head.module.css";
import { may } from "@/lib/auth/permissions";
import { readLinkFilter } from "@/lib/sharing/filter-input";
import { linksMax, listLinkMakers, listLinks } from "@/lib/sharing/link-queries";
import { readSharingSettings } from "@/lib/sharing/settings-queries";
import { LinkTable } from "../_links/link-table";
import { SharingIsOff } from "../_links/sharing-is-off";
import { endLinksAction } from "./actions";
import { EndLinks } from "./end-links";
import { Filters } from "./filters";
import style from "./links.module.css";

export const metadata: Metadata = { title: "Links" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

const nothingChosen: ReadonlySet<string> = new Set();

/** Every shared link of the workspace, for whoever may end them. */
export default async function LinksPage({ searchParams }: Props) {
  const ctx = await requireContext();
  if (!may(ctx.actor, "link.read")) notFound();
  const { filter, typed, refusals } = readLinkFilter(await searchParams);
  const { ended, ...limits } = filter;
  const isRefused = Object.keys(refusals).length > 0;
  const [links, makers, settings] = await Promise.all([
    isRefused ? [] : listLinks(ctx, { ...limits, withEnded: ended === "yes" }),
    listLinkMakers(ctx),
    readSharingSettings(ctx.db),
  ]);
  const isLimited = Object.keys(typed).length > 0;
  return (
    <main id="main" className={style.page}>
      <div className={head.head}>
        <h1 className={head.title}>Links</h1>
        <span className="sec">Who outside the team can read what, and until when.</span>
      </div>
      {!settings.isOn && <SharingIsOff actor={ctx.actor} />}
      <Filters typed={typed} refusals={refusals} makers={makers} />
      {links.length > linksMax && (
        <p className={style.more}>
          More than {linksMax} links match. The {linksMax} that end first are shown: filter to find others.
        </p>
      )}
      <EndLinks action={endLinksAction} hasLinks={links.length > 0}>
        {links.length > 0 ? (
          <LinkTable links={links.slice(0, linksMax)} caption="Links" namesNotes chosen={nothingChosen} />
        ) : (
          <NoLink isRefused={isRefused} isLimited={isLimited} />
        )}
      </EndLinks>
    </main>
  );
}

function NoLink({ isRefused, isLimited }: { isRefused: boolean; isLimited: boolean }) {
  if (!isLimited)
    return (
      <Empty icon={Link2} title="No link is open.">
        Nobody outside the team can read a note. To share one, open it and choose Share.
      </Empty>
    );
  return (
    <Empty icon={SearchX} title={isRefused ? "The filter cannot be read." : "No link is like that."}>
      {isRefused ? "Correct what is marked above, or " : "Change the filter, or "}
      <Link href="/links" prefetch={false}>
        show all links that open
      </Link>
      .
    </Empty>
  );
}
