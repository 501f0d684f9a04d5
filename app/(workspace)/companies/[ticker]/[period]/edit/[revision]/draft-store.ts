import type { Citation, Item } from "@/lib/notes/content";
import { type Change, undoOf } from "@/lib/notes/diff";
import { judge, sectionOf } from "@/lib/notes/edit";
import type { SaveAnswer } from "@/lib/notes/edit-commands";
import { citedField, type FieldValue, sameValue, valueAt } from "@/lib/notes/field";
import type { Edit } from "@/lib/notes/input";
import type { Step } from "@/lib/notes/step";
import type { SourceEntry } from "@/lib/sources/model";
import { acknowledged, gather, insisted, rechecked, replaced, settled, withEdit } from "./holding";
import { fieldId, type Holding, itemIdOf, type Past } from "./kept";
import { withOwnWords } from "./kept-marks";
import { takenLabel } from "./new-source";
import { onMarksNow, whyNotBack, withPast } from "./past";
import { lastBefore } from "./sections";
import { type Saved, ServerCopy } from "./server-copy";
import { type Snapshot, snapshotOf, type TabState, untried, type Wiring } from "./snapshot";
import { editsOf, marksBack } from "./steps-back";

const pauseMs = 800;
const retryMs = [1_000, 2_000, 4_000, 8_000, 15_000];

/** A draft as it is edited in one tab: saves at pauses, keeps what is unsaved, tells conflicts, takes own edits back. */
export class DraftStore {
  readonly #wiring: Wiring;
  readonly #copy: ServerCopy;
  readonly #listeners = new Set<() => void>();
  #holding: Holding;
  readonly #tab: TabState = { ...untried };
  #isClosed = false;
  /** the field whose typing still goes into one own edit */
  #typing: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #snapshot: Snapshot;

  constructor(wiring: Wiring) {
    this.#wiring = wiring;
    this.#copy = new ServerCopy(wiring.view);
    const holding = wiring.storage.read();
    this.#holding = { ...holding, kept: rechecked(holding, this.#copy, { by: null, at: null }) };
    this.#snapshot = this.#make();
    if (this.#holding.kept.length > 0 || this.#holding.batch) this.#later(0);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly snapshot = (): Snapshot => this.#snapshot;

  /** What the person types into a field; saved at the next pause. Going back to what it was leaves nothing to save. */
  type(itemId: string, field: string, value: FieldValue): void {
    const item = this.#snapshot.shown.items.find(({ id }) => id === itemId);
    if (!item) return;
    const before = valueAt(item, field);
    if (sameValue(before, value)) return;
    const id = fieldId(itemId, field);
    const set = { op: "set", itemId, field } as const;
    const marks = item.citations.some((mark) => mark.field === citedField(field)) && { citations: item.citations };
    this.#remember({ undo: { ...set, value: before, ...marks }, redo: { ...set, value } }, id);
    this.#typing = id;
    this.#keep({ ...set, kind: item.kind, base: before, value });
    this.#later(pauseMs);
  }

  /** The person has left the field: what comes next is another edit, and this one is saved now. */
  leave(): void {
    this.#typing = null;
    if (this.#holding.kept.length > 0) this.#later(0);
  }

  /** Does steps as the person's own edits, each of which can be taken back. */
  do(steps: readonly Step[]): void {
    this.#typing = null;
    for (const step of steps) this.#doStep(step, true);
    this.#later(0);
  }

  /** Gives an item these marks; `source` describes a document that the note does not have yet. */
  cite(itemId: string, citations: Citation[], source: SourceEntry | null = null): void {
    if (source) this.#copy.know([source]);
    this.do([{ op: "cite", itemId, citations }]);
  }

  /** Takes changes against the base back. */
  revert(changes: readonly Change[]): void {
    this.do(changes.toReversed().flatMap(undoOf));
  }

  undo(): void {
    this.#takeBack("past", "future");
  }

  redo(): void {
    this.#takeBack("future", "past");
  }

  /** Settles a conflict with the value that the field shall have. */
  settle(id: string, value: FieldValue): void {
    this.#hold({ kept: settled(this.#holding.kept, this.#copy, id, value) });
    this.#later(0);
  }

  /** Gives an unsaved edit up for what the draft has. */
  drop(id: string): void {
    this.#hold({ kept: replaced(this.#holding.kept, id, null) });
    this.#change();
  }

  /** Deletes or moves an item although it has changed meanwhile. */
  insist(id: string): void {
    this.#hold({ kept: insisted(this.#holding.kept, this.#copy, id) });
    this.#later(0);
  }

  /** Puts an item back that a colleague deleted while this person wrote in it, with their words. */
  putBack(item: Item): void {
    const own = this.#holding.kept.filter(({ edit }) => itemIdOf(edit) === item.id);
    this.#hold({ kept: this.#holding.kept.filter((each) => !own.includes(each)) });
    this.#change();
    const after = this.#copy.lost.get(item.id)?.after ?? lastBefore(this.#snapshot.shown, sectionOf(item));
    this.do([{ op: "add", item: withOwnWords(item, own), after }]);
  }

  /** The item that was deleted since the page was opened; null when it is there, or was never known. */
  lostItem(itemId: string): Item | null {
    return this.#copy.lost.get(itemId)?.item ?? null;
  }

  /** A save of somebody's, the person's own too, as the stream tells of it. */
  hear(saved: Saved & { by: string; at: string }): void {
    this.#copy.take(saved);
    this.#hold({ kept: rechecked(this.#holding, this.#copy, { by: saved.by, at: saved.at }) });
    this.#change();
  }

  dismissNotice(): void {
    this.#tab.notice = null;
    this.#change();
  }

  /** Tries again after a refusal, or at once after a server that could not be reached. */
  retry(): void {
    this.#tab.refusal = null;
    this.#tab.failures = 0;
    this.#later(0);
  }

  /** Sends what can be sent. One save is under way at a time; what it carries is sent again unchanged until it is answered. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#tab.isSending || this.#tab.refusal) return;
    const batch = this.#holding.batch ?? gather(this.#holding);
    if (!batch) return;
    this.#tab.isSending = true;
    this.#hold({ batch });
    this.#change();
    const { id: revisionId } = this.#wiring.view;
    try {
      const sent = await this.#wiring.send({ revisionId, key: batch.key, edits: batch.edits });
      this.#tab.failures = 0;
      this.#hold({ batch: null });
      if ("refusal" in sent) this.#tab.refusal = sent.refusal;
      else this.#acknowledge(batch, sent.answer);
    } catch {
      this.#tab.failures += 1;
    }
    this.#tab.isSending = false;
    this.#change();
    if (this.#tab.failures > 0) this.#later(retryMs[Math.min(this.#tab.failures, retryMs.length) - 1] ?? 0);
    else if (gather(this.#holding)) this.#later(this.#typing ? pauseMs : 0);
  }

  /** No more tries: what is unsaved stays in the storage. */
  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }

  #acknowledge(batch: NonNullable<Holding["batch"]>, answer: SaveAnswer): void {
    this.#copy.take({ ...answer, seq: answer.seq ?? 0 });
    for (const [place, result] of answer.results.entries()) {
      const edit = batch.edits[place];
      if (edit) this.#copy.learn(edit, result);
    }
    this.#tab.savedAt = new Date();
    this.#tab.notice = takenLabel(batch.edits, answer.sources) ?? this.#tab.notice;
    const kept = acknowledged(this.#holding.kept, batch, answer, this.#copy);
    this.#hold({ kept: rechecked({ kept, batch: null }, this.#copy, { by: null, at: null }) });
  }

  #keep(edit: Edit): void {
    this.#hold({ kept: withEdit(this.#holding, edit) });
    this.#change();
  }

  #hold(part: Partial<Holding>): void {
    this.#holding = { ...this.#holding, ...part };
    if (!this.#isClosed) this.#tab.isKept = this.#wiring.storage.write(this.#holding);
  }

  #doStep(step: Step, isRemembered: boolean): void {
    const { shown } = this.#snapshot;
    const edits = editsOf(step, shown, this.#copy.ranks, this.#copy.sources);
    const judged = edits.map((edit) => judge({ items: shown.items, ranks: this.#copy.ranks }, edit));
    const done = judged.find(({ outcome }) => outcome === "done");
    if (done?.outcome !== "done") return;
    if (isRemembered) this.#remember({ undo: done.undo, redo: step.op === "cite" ? step : done.step }, null);
    for (const [place, edit] of edits.entries()) if (judged[place]?.outcome === "done") this.#keep(edit);
    if (step.op === "set" && step.citations) this.#doStep(marksBack(step, this.#snapshot.shown), false);
  }

  #remember(edit: Past, typing: string | null): void {
    const goesOn = typing !== null && this.#typing === typing;
    this.#hold({ past: withPast(this.#holding.past, edit, goesOn), future: [] });
  }

  #takeBack(from: "past" | "future", to: "past" | "future"): void {
    this.#typing = null;
    const last = this.#holding[from].at(-1);
    if (!last) return;
    const [step, expected] = from === "past" ? [last.undo, last.redo] : [last.redo, last.undo];
    this.#tab.notice = whyNotBack(step, expected, this.#snapshot.shown);
    this.#hold({ [from]: this.#holding[from].slice(0, -1) });
    if (!this.#tab.notice) {
      this.#doStep(onMarksNow(step, expected, this.#snapshot.shown), false);
      this.#hold({ [to]: [...this.#holding[to], last] });
    }
    this.#later(0);
  }

  #later(ms: number): void {
    clearTimeout(this.#timer);
    if (this.#isClosed) return;
    this.#timer = setTimeout(() => void this.flush(), ms);
    this.#change();
  }

  #change(): void {
    this.#snapshot = this.#make();
    for (const listener of this.#listeners) listener();
  }

  #make(): Snapshot {
    return snapshotOf(this.#copy, this.#holding, this.#wiring.view.base?.content, this.#tab);
  }
}
