import { SearchX } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { requireContext } from "@/app/_server/context";
import button from "@/app/_ui/button.module.css";
import { Empty } from "@/app/_ui/empty";
import head from "@/app/_ui/head.module.css";
import { readFilter } from "@/lib/audit/input";
import { listPeople, listTrail, mayReadWords } from "@/lib/audit/trail-queries";
import { may } from "@/lib/auth/permissions";
import { addressOf } from "./address";
import style from "./audit.module.css";
import { Check } from "./check";
import { Filters } from "./filters";
import { TrailTable } from "./trail-table";

export const metadata: Metadata = { title: "Audit trail" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function AuditPage({ searchParams }: Props) {
  const ctx = await requireContext();
  if (!may(ctx.actor, "audit.read")) notFound();
  const params = await searchParams;
  const { filter, typed, refusals } = readFilter(params);
  const isRefused = Object.keys(refusals).length > 0;
  const [{ entries, older }, people] = await Promise.all([
    isRefused ? { entries: [], older: false } : listTrail(ctx, filter),
    listPeople(ctx),
  ]);
  const { before, ...newest } = typed;
  const last = entries.at(-1);
  return (
    <main id="main" className={style.main}>
      <div className={head.head}>
        <h1 className={head.title}>Audit trail</h1>
        <span className="sec">Who did what, to what, and when.</span>
      </div>
      <Check ctx={ctx} isAsked={params.verify === "1"} typed={typed} />
      <Filters typed={newest} refusals={refusals} people={people} />
      {entries.length > 0 ? (
        <TrailTable entries={entries} opens={mayReadWords(ctx)} />
      ) : (
        <Empty icon={SearchX} title={isRefused ? "The filter cannot be read." : "No event is like that."}>
          {isRefused ? "Correct what is marked above, or " : "Change the filter, or "}
          <Link href="/settings/audit" prefetch={false}>
            show all events
          </Link>
          .
        </Empty>
      )}
      {(before || older) && (
        <nav className={style.pages} aria-label="Pages of the trail">
          {before && (
            <Link className={button.button} href={addressOf(newest)} prefetch={false}>
              Newest events
            </Link>
          )}
          {older && last && (
            <Link className={button.button} href={addressOf({ ...newest, before: String(last.seq) })} prefetch={false}>
              Older events
            </Link>
          )}
        </nav>
      )}
    </main>
  );
}
