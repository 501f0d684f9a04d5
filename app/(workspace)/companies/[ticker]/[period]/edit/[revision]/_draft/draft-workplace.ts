import { freshDatabase, type TestDatabase } from "@/db/test-database";
import { listEvents } from "@/lib/audit/queries";
import type { UserActor } from "@/lib/context";
import { createDraft } from "@/lib/notes/commands";
import { type Item, itemsOf, type NoteContent } from "@/lib/notes/content";
import { readContent } from "@/lib/notes/content-queries";
import { saveEdits } from "@/lib/notes/edit-commands";
import { findDraft } from "@/lib/notes/editor-queries";
import { addTeam, as, publishText } from "@/lib/world";
import { DraftStore } from "./draft-store";
import { emptyHolding, type Holding } from "./kept";

const text = `Format: quarterdeck 1
FOG Q1 2025: Orders recover [doc 1]

Positives:
- Orders: Orders rose 12% on one large customer.

Risks:
- Supply: One supplier is late.

Guidance:
Metric | Period | Previous Guidance | Current Guidance | Change |
---|---|---|---|---|
Revenue | FY 2025 | USD 10 million | USD 11 million | [raised] |
`;

export type Tab = {
  store: DraftStore;
  /** cut before the server, or behind it, where only the answer is lost; and how often something was sent */
  line: { isCut: boolean; losesAnswers: boolean; isSignedOut: boolean; sends: number };
  held: { holding: Holding };
  item: (kind: Item["kind"]) => Item;
};

/** A published note on a real database, and tabs on drafts of it, for tests of the store against the real command. */
export class Workplace {
  readonly #open: DraftStore[] = [];

  private constructor(
    readonly base: TestDatabase,
    readonly ana: UserActor,
    readonly rob: UserActor,
  ) {}

  static async make(): Promise<Workplace> {
    const base = await freshDatabase();
    const { writer, other, reviewer } = await addTeam(base.app);
    await publishText(base.app, { text, writer, reviewer, summary: "First" });
    return new Workplace(base, writer, other);
  }

  async newDraft(): Promise<string> {
    const at = { ticker: "FOG", period: "2025-Q1", beside: true } as const;
    return (await createDraft(as(this.base.app, this.ana), at)).revisionId;
  }

  /** A store with a storage that outlives it. */
  async openTab(actor: UserActor, revisionId: string, held = { holding: emptyHolding }): Promise<Tab> {
    const view = await findDraft(as(this.base.app, actor), revisionId);
    if (!view) throw new Error("There is no such draft.");
    const line = { isCut: false, losesAnswers: false, isSignedOut: false, sends: 0 };
    const lost = () => new TypeError("Failed to fetch");
    const store = new DraftStore({
      view,
      storage: {
        read: () => held.holding,
        write: (holding) => {
          held.holding = JSON.parse(JSON.stringify(holding));
          return true;
        },
        release: () => {},
      },
      send: async (save) => {
        line.sends += 1;
        if (line.isCut) throw lost();
        if (line.isSignedOut) return { refusal: { reason: "signed_out", sentence: "Sign in again." } };
        const answer = await saveEdits(as(this.base.app, actor), save);
        if (line.losesAnswers) throw lost();
        return { answer: JSON.parse(JSON.stringify(answer)) };
      },
    });
    this.#open.push(store);
    const item = (kind: Item["kind"]) => {
      const found = store.snapshot().shown.items.find((each) => each.kind === kind);
      if (!found) throw new Error(`There is no ${kind}.`);
      return found;
    };
    return { store, line, held, item };
  }

  /** Tells a tab all that the stream would. */
  async tell({ store }: Tab, revisionId: string, by = "Somebody"): Promise<void> {
    for (const event of await this.saves(revisionId)) {
      store.hear({ ...event.after, seq: event.seq, by, at: event.at.toISOString() });
    }
  }

  async saves(revisionId: string) {
    const events = await listEvents(this.base.app);
    return events.flatMap((event) =>
      event.action === "revision.edited" && event.subject === revisionId ? [event] : [],
    );
  }

  async stored(revisionId: string): Promise<NoteContent> {
    const content = await readContent(this.base.app, revisionId);
    if (!content) throw new Error("There is no such draft.");
    return content;
  }

  async current(revisionId: string): Promise<string | null | undefined> {
    return itemsOf(await this.stored(revisionId), "guidance_row")[0]?.fields.current;
  }

  closeTabs(): void {
    for (const store of this.#open.splice(0)) store.close();
  }
}
