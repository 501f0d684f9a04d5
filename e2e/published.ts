import { randomInt } from "node:crypto";
import type { Connection } from "@/db/connect";
import type { Database, UserActor } from "@/lib/context";
import { createDraft } from "@/lib/notes/commands";
import type { Edit } from "@/lib/notes/input";
import { approveRevision } from "@/lib/publishing/commands";
import { submitRevision } from "@/lib/review/commands";
import { addCompanyOf, as, publishText, readDraft, saveAs } from "@/lib/world";

type Team = { writer: UserActor; reviewer: UserActor };

export type PublishedNote = { ticker: string /** where the note is */; path: string; revisionId: string };

/** The text of a note with something in each of its first sections. */
export const severalSections = `Positives:
- Orders: Orders rose 12%.

Risks:
- Supply: One supplier is late.

Guidance:
Metric | Period | Previous Guidance | Current Guidance | Change |
---|---|---|---|---|
Revenue | FY 2025 | USD 10 million | USD 11 million | [raised] |
`;

/** A note on Q1 2025 that went out as r1, "Orders recover" and this text below, of a company that no other test knows. */
export async function publishedNote(
  { db }: Pick<Connection, "db">,
  team: Team,
  text = "Risks:\n- Supply: One supplier is late.\n",
  /** of a company that has none; left out: of a new one */
  of?: string,
): Promise<PublishedNote> {
  const ticker = of ?? (await ownCompany(db));
  const { revisionId } = await publishText(db, {
    text: `Format: quarterdeck 1\n${ticker} Q1 2025: Orders recover\n\n${text}`,
    ...team,
    summary: "First note",
  });
  return { ticker, path: `/companies/${ticker}/2025-Q1`, revisionId };
}

async function ownCompany(db: Database): Promise<string> {
  const ticker = `T${randomInt(1e6, 1e7)}`;
  const names = { name: `Tide Works ${ticker}`, currency: "USD", fiscalYearEnd: "12" };
  await addCompanyOf(db, { ticker, exchange: "XNAS", ...names });
  return ticker;
}

/** Publishes the next revision of such a note: these edits of a new draft. */
export async function publishNext(
  { db }: Connection,
  { writer, reviewer }: Team,
  { ticker }: PublishedNote,
  editsOf: (draft: Awaited<ReturnType<typeof readDraft>>) => Edit[],
  summary = "Reworded",
): Promise<string> {
  const { revisionId } = await createDraft(as(db, writer), { ticker, period: "2025-Q1", beside: true });
  await saveAs(db, writer, revisionId, editsOf(await readDraft(db, revisionId)));
  const { contentSha256 } = await submitRevision(as(db, writer), { revisionId, summary });
  await approveRevision(as(db, reviewer), { revisionId, contentSha256 });
  return revisionId;
}
