import type { Item } from "@/lib/notes/content";
import { type Change, diff, undoOf } from "@/lib/notes/diff";
import { judge, sectionOf } from "@/lib/notes/edit";
import type { SaveAnswer } from "@/lib/notes/edit-commands";
import type { DraftView } from "@/lib/notes/editor-queries";
import { type FieldValue, sameValue, valueAt } from "@/lib/notes/field";
import type { Edit } from "@/lib/notes/input";
import type { Step } from "@/lib/notes/step";
import { acknowledged, gather, rechecked, replaced, shownOver, withEdit, writtenOver } from "./holding";
import type { HoldingStorage } from "./holding-storage";
import { type Batch, fieldId, type Holding, itemIdOf, type Kept, type Past } from "./kept";
import { whyNotBack, withPast } from "./past";
import { lastBefore } from "./sections";
import { pauseMs, type Send, Sender } from "./sender";
import { type Saved, ServerCopy } from "./server-copy";
import type { Snapshot } from "./snapshot";
import { editsOf } from "./steps-back";

type Wiring = {
  view: Pick<DraftView, "id" | "content" | "ranks" | "base" | "sources" | "seq">;
  send: Send;
  storage: HoldingStorage;
};

/** A draft as it is edited in one tab: saves at pauses, keeps what is unsaved, tells conflicts, takes own edits back. */
export class DraftStore {
  readonly #wiring: Wiring;
  readonly #copy: ServerCopy;
  readonly #sender: Sender;
  readonly #listeners = new Set<() => void>();
  #holding: Holding;
  #notice: string | null = null;
  #isKept = true;
  /** the field whose typing still goes into one own edit */
  #typing: string | null = null;
  #snapshot: Snapshot;

  constructor(wiring: Wiring) {
    this.#wiring = wiring;
    this.#copy = new ServerCopy(wiring.view);
    const holding = wiring.storage.read();
    this.#holding = { ...holding, kept: rechecked(holding, this.#copy, { by: null, at: null }) };
    this.#sender = new Sender({
      revisionId: wiring.view.id,
      send: wiring.send,
      next: () => this.#holding.batch ?? gather(this.#holding),
      begin: (batch) => {
        this.#hold({ batch });
        this.#change();
      },
      end: (batch, answer) => this.#answered(batch, answer),
      isTyping: () => this.#typing !== null,
      changed: () => this.#change(),
    });
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
    this.#remember({ undo: { ...set, value: before }, redo: { ...set, value } }, id);
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
    const kept = this.#find(id);
    if (kept?.edit.op !== "set") return;
    const held = this.#copy.valueAt(kept.edit.itemId, kept.edit.field);
    this.drop(id);
    if (!sameValue(held, value)) this.#keep({ ...kept.edit, base: held, value });
    this.#later(0);
  }

  /** Gives an unsaved edit up for what the draft has. */
  drop(id: string): void {
    this.#hold({ kept: replaced(this.#holding.kept, id, null) });
    this.#change();
  }

  /** Deletes or moves an item although it has changed meanwhile. */
  insist(id: string): void {
    const kept = this.#find(id);
    if (kept?.edit.op !== "remove" && kept?.edit.op !== "move") return;
    const { edit } = kept;
    this.drop(id);
    const held = this.#copy.find(itemIdOf(edit));
    if (held && edit.op === "remove") this.#keep({ op: "remove", item: held });
    if (held && edit.op === "move") this.#keep({ ...edit, base: this.#copy.ranks.get(held.id) ?? "" });
    this.#later(0);
  }

  /** Puts an item back that a colleague deleted while this person wrote in it, with their words. */
  putBack(item: Item): void {
    const own = this.#holding.kept.filter(({ edit }) => itemIdOf(edit) === item.id);
    this.#hold({ kept: this.#holding.kept.filter((each) => !own.includes(each)) });
    this.#change();
    const after = this.#copy.lost.get(item.id)?.after ?? lastBefore(this.#snapshot.shown, sectionOf(item));
    this.do([{ op: "add", item: writtenOver(item, own), after }]);
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
    this.#notice = null;
    this.#change();
  }

  /** Tries again after a refusal, or at once after a server that could not be reached. */
  retry(): void {
    this.#sender.retry();
  }

  /** Sends what can be sent now. */
  flush(): Promise<void> {
    return this.#sender.flush();
  }

  /** No more tries: what is unsaved stays in the storage. */
  close(): void {
    this.#sender.close();
  }

  #answered(batch: Batch, answer: SaveAnswer | null): void {
    this.#hold({ batch: null });
    if (!answer) return;
    this.#copy.take({ ...answer, seq: answer.seq ?? 0 });
    for (const [place, result] of answer.results.entries()) {
      const edit = batch.edits[place];
      if (edit) this.#copy.learn(edit, result);
    }
    const kept = acknowledged(this.#holding.kept, batch, answer, this.#copy);
    this.#hold({ kept: rechecked({ kept, batch: null }, this.#copy, { by: null, at: null }) });
  }

  #find(id: string): Kept | undefined {
    return this.#holding.kept.find((kept) => kept.id === id);
  }

  #keep(edit: Edit): void {
    this.#hold({ kept: withEdit(this.#holding, edit) });
    this.#change();
  }

  #hold(part: Partial<Holding>): void {
    this.#holding = { ...this.#holding, ...part };
    if (!this.#sender?.isClosed) this.#isKept = this.#wiring.storage.write(this.#holding);
  }

  #doStep(step: Step, isRemembered: boolean): void {
    const { shown } = this.#snapshot;
    for (const edit of editsOf(step, shown, this.#copy.ranks, this.#copy.sources)) {
      const judged = judge({ items: shown.items, ranks: this.#copy.ranks }, edit);
      if (judged.outcome !== "done") continue;
      if (isRemembered) this.#remember({ undo: judged.undo, redo: judged.step }, null);
      this.#keep(edit);
    }
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
    this.#notice = whyNotBack(step, expected, this.#snapshot.shown);
    this.#hold({ [from]: this.#holding[from].slice(0, -1) });
    if (!this.#notice) {
      this.#doStep(step, false);
      this.#hold({ [to]: [...this.#holding[to], last] });
    }
    this.#later(0);
  }

  #later(ms: number): void {
    this.#sender.soon(ms);
  }

  #change(): void {
    this.#snapshot = this.#make();
    for (const listener of this.#listeners) listener();
  }

  #make(): Snapshot {
    const { kept, past, future } = this.#holding;
    const shown = shownOver(this.#copy, kept);
    const base = this.#wiring.view.base?.content;
    return {
      shown,
      changes: base ? diff(base, shown).changes : [],
      kept,
      sources: this.#copy.sources,
      ...this.#sender.state(kept.length > 0),
      notice: this.#notice,
      canUndo: past.length > 0,
      canRedo: future.length > 0,
      isKept: this.#isKept,
      sending: new Set(this.#sender.isSending ? this.#holding.batch?.ids : []),
    };
  }
}
