import type { Item, NoteContent } from "@/lib/notes/content";
import type { Displaced } from "@/lib/notes/displaced";
import type { EditResult } from "@/lib/notes/edit-commands";
import type { DraftView } from "@/lib/notes/editor-queries";
import { type FieldValue, valueAt } from "@/lib/notes/field";
import type { Edit } from "@/lib/notes/input";
import { applyStep, type Step } from "@/lib/notes/step";
import { compareLabels, type SourceEntry } from "@/lib/sources/model";
import { displacedAfter } from "./displaced";
import { fieldId, itemIdOf } from "./kept";

/** Steps that were saved, by whomever, with the documents they name and the ranks they gave. */
export type Saved = { seq: number; steps: Step[]; sources: SourceEntry[]; ranks: Record<string, string> };

/** What a tab knows when its page is opened. */
export type CopiedView = Pick<DraftView, "content" | "ranks" | "sources" | "displaced" | "seq">;

/** The draft as the server has it, as far as this tab has heard. News may come twice, and late. */
export class ServerCopy {
  content: NoteContent;
  sources: readonly SourceEntry[];
  displaced: readonly Displaced[];
  readonly ranks: Map<string, string>;
  /** items that were deleted since the page was opened, with what they stood behind */
  readonly lost = new Map<string, { item: Item; after: string | null }>();
  /** of the newest event that wrote a field, the marks or the place of an item */
  readonly #seqs = new Map<string, number>();
  readonly #since: number;
  readonly #heard = new Set<number>();

  constructor({ content, ranks, sources, displaced, seq }: CopiedView) {
    this.content = content;
    this.ranks = new Map(Object.entries(ranks));
    this.sources = sources;
    this.displaced = displaced;
    this.#since = seq;
  }

  take({ seq, steps, sources, ranks }: Saved): void {
    if (seq <= this.#since || this.#heard.has(seq)) return; // the page had it already, or the answer to its save told of it
    this.#heard.add(seq);
    this.know(sources);
    for (const step of steps) this.#takeStep(step, seq);
    for (const [id, rank] of Object.entries(ranks)) if (this.#isNews(`${id} rank`, seq)) this.ranks.set(id, rank);
    // Steps that are heard out of their order say little of places; ranks say all.
    const rankOf = ({ id }: Item) => this.ranks.get(id) ?? "";
    const items = this.content.items.toSorted((a, b) => (rankOf(a) < rankOf(b) ? -1 : rankOf(a) > rankOf(b) ? 1 : 0));
    this.content = { ...this.content, items };
  }

  /** Documents of the note: what is heard of one goes over what was known of it. */
  know(sources: readonly SourceEntry[]): void {
    const heard = new Set(sources.map(({ label }) => label));
    this.sources = [...this.sources.filter(({ label }) => !heard.has(label)), ...sources].sort((a, b) =>
      compareLabels(a.label, b.label),
    );
  }

  /** What the answer to a save that was not done tells of the draft, before the stream does. */
  learn(edit: Edit, told: EditResult): void {
    const itemId = itemIdOf(edit);
    if (told.outcome === "conflict" && edit.op === "set") {
      this.content = applyStep(this.content, { op: "set", itemId, field: edit.field, value: told.theirs });
    }
    if (told.outcome === "gone") this.#lose(itemId);
    if (told.outcome === "changed") {
      const items = this.content.items.map((item) => (item.id === itemId ? told.theirs : item));
      this.content = { ...this.content, items };
    }
  }

  find(itemId: string): Item | undefined {
    return this.content.items.find(({ id }) => id === itemId);
  }

  valueAt(itemId: string, field: string): FieldValue {
    const item = this.find(itemId);
    return item ? valueAt(item, field) : null;
  }

  #takeStep(step: Step, seq: number): void {
    const itemId = step.op === "add" ? step.item.id : step.itemId;
    const marks = `${itemId} marks`;
    if (step.op === "set") {
      if (!this.#isNews(fieldId(itemId, step.field), seq)) return;
      const { citations, ...bare } = step;
      const cites = citations && this.#isNews(marks, seq);
      this.#apply(cites ? step : bare);
      return;
    }
    if (!this.#isNews(step.op === "cite" ? marks : `${itemId} place`, seq)) return;
    if (step.op === "remove") this.#lose(itemId);
    else this.#apply(step);
    if (step.op === "add") this.lost.delete(itemId);
  }

  #apply(step: Step): void {
    const itemId = step.op === "add" ? step.item.id : step.itemId;
    this.displaced = displacedAfter(this.displaced, this.find(itemId), step);
    this.content = applyStep(this.content, step, this.sources);
  }

  #lose(itemId: string): void {
    const place = this.content.items.findIndex(({ id }) => id === itemId);
    const item = this.content.items[place];
    if (!item) return;
    this.lost.set(itemId, { item, after: this.content.items[place - 1]?.id ?? null });
    this.#apply({ op: "remove", itemId });
  }

  #isNews(key: string, seq: number): boolean {
    if ((this.#seqs.get(key) ?? 0) > seq) return false;
    this.#seqs.set(key, seq);
    return true;
  }
}
