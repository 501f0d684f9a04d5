import { randomBytes, randomInt, randomUUID } from "node:crypto";
import type { SQL } from "drizzle-orm";
import { addComment } from "@/lib/comments/commands";
import { type Database, inTransaction, type UserActor } from "@/lib/context";
import { createDraft } from "@/lib/notes/commands";
import { itemsOf, type NoteContent } from "@/lib/notes/content";
import { approveRevision } from "@/lib/publishing/commands";
import { readReviewed } from "@/lib/review/change-queries";
import { submitRevision } from "@/lib/review/commands";
import { set } from "@/lib/review/fixtures/reviewing";
import { issueLink } from "@/lib/sharing/commands";
import { addCompanyOf, addMember, as, builder, readDraft, saveAs } from "@/lib/world";
import { type PublishedNote, publishedNote, severalSections } from "../published";
import type { Kind, Team } from "./principals";

export type Draft = PublishedNote & { draftId: string; edit: string };

/** What a request is about, made for one scene by the commands of those whose business it is. */
export class World {
  /** the link of the nine's reader, which was opened once */
  opened = { linkId: "", token: "" };

  constructor(
    readonly db: Database,
    readonly team: Team,
  ) {}

  actor(kind: Kind): UserActor {
    const { person } = this.team[kind];
    if (!person) throw new Error(`${kind} is nobody.`);
    return person;
  }

  get writer() {
    return this.actor("the analyst who wrote it");
  }
  get editor() {
    return this.actor("a reviewer who edited it");
  }
  get reviewer() {
    return this.actor("another reviewer");
  }
  get admin() {
    return this.actor("an admin");
  }

  /** Writes what no command does. */
  async write(statement: SQL): Promise<void> {
    await inTransaction(as(this.db, builder), (tx) => tx.db.execute(statement));
  }

  ticker(): string {
    return `D${randomBytes(5).toString("hex").toUpperCase()}`;
  }

  async company(): Promise<string> {
    const ticker = this.ticker();
    const facts = { exchange: "XNAS", name: `Door Works ${ticker}`, currency: "USD", fiscalYearEnd: "12" };
    await addCompanyOf(this.db, { ticker, ...facts });
    return ticker;
  }

  /** A company with a note that is out as r1. */
  async note(): Promise<PublishedNote> {
    const people = { writer: this.writer, reviewer: this.reviewer };
    return publishedNote(this, people, severalSections, await this.company());
  }

  /** A draft on it, in which both wrote who have a hand in every scene. */
  async draft(note?: PublishedNote): Promise<Draft> {
    const on = note ?? (await this.note());
    const asked = { ticker: on.ticker, period: "2025-Q1", beside: true } as const;
    const { revisionId: draftId } = await createDraft(as(this.db, this.writer), asked);
    const { headline } = parts(await this.content(draftId));
    await saveAs(this.db, this.writer, draftId, [set(headline, "text", "Orders hold")]);
    const { risk } = parts(await this.content(draftId));
    await saveAs(this.db, this.editor, draftId, [set(risk, "body", "Two suppliers are late.")]);
    return { ...on, draftId, edit: `${on.path}/edit/${draftId}` };
  }

  async content(revisionId: string): Promise<NoteContent> {
    return (await readDraft(this.db, revisionId)).content;
  }

  /** Such a draft in review, and what it was submitted as. */
  async inReview(note?: PublishedNote): Promise<Draft & { contentSha256: string; review: string }> {
    const draft = await this.draft(note);
    const submitted = { revisionId: draft.draftId, summary: "Two changes" };
    const { contentSha256 } = await submitRevision(as(this.db, this.writer), submitted);
    return { ...draft, contentSha256, review: `/review/${draft.draftId}` };
  }

  /** A note of which r2 is out, beside a draft that was begun on r1. */
  async overtaken(): Promise<Draft> {
    const note = await this.note();
    const draft = await this.draft(note);
    const { revisionId } = await createDraft(as(this.db, this.writer), {
      ticker: note.ticker,
      period: "2025-Q1",
      beside: true,
    });
    const { positive } = parts(await this.content(revisionId));
    await saveAs(this.db, this.writer, revisionId, [set(positive, "body", "Orders rose 13%.")]);
    const submitted = { revisionId, summary: "Reworded" };
    const { contentSha256 } = await submitRevision(as(this.db, this.writer), submitted);
    await approveRevision(as(this.db, this.reviewer), { revisionId, contentSha256 });
    return draft;
  }

  /** The changes of a revision in review, as somebody who looks at them sees them. */
  async changes(revisionId: string) {
    const reviewed = await readReviewed(this.db, revisionId);
    if (!reviewed) throw new Error("There is no such revision.");
    const seen = reviewed.changes.map(({ itemId, part, sha256: changeSha256 }) => ({ itemId, part, changeSha256 }));
    return { reviewed, seen };
  }

  async thread(): Promise<Draft & { commentId: string; itemId: string }> {
    const draft = await this.draft();
    const { id: itemId } = parts(await this.content(draft.draftId)).risk;
    const comment = { revisionId: draft.draftId, itemId, text: "Which of the two?", words: null };
    return { ...draft, itemId, ...(await addComment(as(this.db, this.writer), comment)) };
  }

  async link(note?: PublishedNote): Promise<PublishedNote & { linkId: string; token: string }> {
    const on = note ?? (await this.note());
    const terms = { revisionId: on.revisionId, label: "A client", expiresAt: null };
    return { ...on, ...(await issueLink(as(this.db, this.writer), terms)) };
  }

  async member(roles: ("viewer" | "analyst")[] = ["viewer"]): Promise<UserActor & { email: string; password: string }> {
    const email = `m${randomUUID()}@doors.example`;
    const { actor, password } = await addMember(this.db, { email, name: `Mel ${randomInt(1e6)}`, roles });
    return { ...actor, email, password };
  }
}

export function parts(content: NoteContent) {
  const [headline] = itemsOf(content, "headline");
  const [positive, risk] = itemsOf(content, "takeaway");
  if (!headline || !positive || !risk) throw new Error("It is another note.");
  return { headline, positive, risk };
}
