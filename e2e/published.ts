import { randomInt } from "node:crypto";
import type { Connection } from "@/db/connect";
import type { UserActor } from "@/lib/context";
import { createDraft } from "@/lib/notes/commands";
import type { Edit } from "@/lib/notes/input";
import { approveRevision } from "@/lib/publishing/commands";
import { submitRevision } from "@/lib/review/commands";
import { addCompanyOf, as, publishText, readDraft, saveAs } from "@/lib/world";

type Team = { writer: UserActor; reviewer: UserActor };

export type PublishedNote = { ticker: string /** where the note is */; path: string; revisionId: string };

/** A company that no other test knows, with a note on Q1 2025 that went out as r1: "Orders recover", and this text below. */
export async function publishedNote(
  { db }: Connection,
  team: Team,
  text = "Risks:\n- Supply: One supplier is late.\n",
): Promise<PublishedNote> {
  const ticker = `T${randomInt(1e6, 1e7)}`;
  const names = { name: `Tide Works ${ticker}`, currency: "USD", fiscalYearEnd: "12" };
  await addCompanyOf(db, { ticker, exchange: "XNAS", ...names });
  const { revisionId } = await publishText(db, {
    text: `Format: quarterdeck 1\n${ticker} Q1 2025: Orders recover\n\n${text}`,
    ...team,
    summary: "First note",
  });
  return { ticker, path: `/companies/${ticker}/2025-Q1`, revisionId };
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
