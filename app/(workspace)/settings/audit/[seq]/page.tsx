import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { requireContext } from "@/app/_server/context";
import { Instant } from "@/app/_ui/day";
import { Fact, Facts } from "@/app/_ui/facts";
import head from "@/app/_ui/head.module.css";
import { findEvent } from "@/lib/audit/trail-queries";
import { formatAction } from "@/lib/audit/words";
import style from "../audit.module.css";

export const metadata: Metadata = { title: "Event" };

type Props = { params: Promise<{ seq: string }> };

export default async function EventPage({ params }: Props) {
  const ctx = await requireContext();
  const { seq: asked } = await params;
  const event = /^[1-9]\d{0,14}$/.test(asked) ? await findEvent(ctx, Number(asked)) : null;
  if (!event) notFound();
  return (
    <main id="main" className={style.main}>
      <p className={head.crumb}>
        <Link className="touch" href="/settings/audit" prefetch={false}>
          Audit trail
        </Link>
      </p>
      <h1 className={head.title}>
        Event {event.seq}: {formatAction(event.action)}
      </h1>
      <Facts>
        <Fact name="When, UTC">
          <Instant at={event.at} />
        </Fact>
        <Fact name="Who">{event.who}</Fact>
        <Fact name="On what" wide>
          {event.href ? (
            <Link className="touch" href={event.href} prefetch={false}>
              {event.subject}
            </Link>
          ) : (
            event.subject
          )}
        </Fact>
      </Facts>
      <div className={style.words}>
        <Words name="Before" value={event.before} />
        <Words name="After" value={event.after} />
      </div>
      <dl className={style.hashes}>
        <div>
          <dt>Hash</dt>
          <dd className="mono">{event.sha256}</dd>
        </div>
        <div>
          <dt>Hash of the event before</dt>
          <dd className="mono">{event.previousSha256}</dd>
        </div>
      </dl>
    </main>
  );
}

function Words({ name, value }: { name: string; value: unknown }) {
  return (
    <section aria-labelledby={name}>
      <h2 id={name}>{name}</h2>
      {value === null ? (
        <p className="mute">Nothing: it was not there.</p>
      ) : (
        <pre>{JSON.stringify(value, null, 2)}</pre>
      )}
    </section>
  );
}
