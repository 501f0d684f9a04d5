import type { Citation, Item } from "@/lib/notes/content";
import { type Change, undoOf } from "@/lib/notes/diff";
import { sectionOf } from "@/lib/notes/edit";
import type { SaveAnswer } from "@/lib/notes/edit-commands";
import { type FieldValue, sameValue, valueAt } from "@/lib/notes/field";
import type { Edit } from "@/lib/notes/input";
import { lastBefore } from "@/lib/notes/sections";
import type { Step } from "@/lib/notes/step";
import type { SourceEntry } from "@/lib/sources/model";
import { takenLabel } from "../_fields/new-source";
import { acknowledged, gather, insisted, rechecked, replaced, settled, withEdit } from "./holding";
import { type Batch, fieldId, type Holding, itemIdOf, type Past } from "./kept";
import { withOwnWords } from "./kept-marks";
import { ofBase, withPast } from "./past";
import { pauseMs, Sender } from "./sender";
import { type Saved, ServerCopy } from "./server-copy";
import { type Snapshot, snapshotOf, type Wiring } from "./snapshot";
import { type Done, doneOn, type Wanted, wantedOf } from "./steps-done";
import { reworded, unfitSteps, withOpen } from "./words-left";

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
  /** the field that the person has open, typed in or not */
  #open: { itemId: string; field: string } | null = null;
  #snapshot: Snapshot;

  constructor(wiring: Wiring) {
    this.#wiring = wiring;
    this.#copy = new ServerCopy(wiring.view);
    const holding = ofBase(wiring.storage.read(), wiring.view.base?.contentSha256 ?? null);
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
    if (this.#holding.kept.length > 0 || this.#holding.batch) this.#sender.soon(0);
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
    const undo = { ...set, value: before, citations: item.citations };
    this.#remember([{ undo, redo: { ...set, value } }], id);
    this.#typing = id;
    this.#keep({ ...set, kind: item.kind, base: before, value });
    this.#sender.soon(pauseMs);
  }

  /** The person has left the field: what comes next is another edit, and this one is saved now. */
  leave(): void {
    this.#typing = null;
    if (this.#holding.kept.length > 0) this.#sender.soon(0);
  }

  /** Does steps as one edit of the person's own: saved together, and taken back together. */
  do(steps: readonly Step[]): void {
    this.#typing = null;
    const { done, why } = this.#doSteps(steps.map((step) => ({ step, expected: null })));
    if (why) this.#notice = why;
    if (done.length > 0) this.#remember(done, null);
    this.#sender.soon(0);
  }

  /** Gives an item these marks; `source` describes a document that the note does not have yet. */
  cite(itemId: string, citations: Citation[], source: SourceEntry | null = null): void {
    if (source) this.#copy.know([source]);
    this.do([{ op: "cite", itemId, citations }]);
  }

  /** Takes changes against the base back. */
  revert(changes: readonly Change[]): void {
    this.do(undoOf(changes));
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
    this.#sender.soon(0);
  }

  /** Gives an unsaved edit up for what the draft has. */
  drop(id: string): void {
    this.#hold({ kept: replaced(this.#holding.kept, id, null) });
    this.#change();
  }

  /** Deletes or moves an item although it has changed meanwhile. */
  insist(id: string): void {
    this.#hold({ kept: insisted(this.#holding.kept, this.#copy, id) });
    this.#sender.soon(0);
  }

  /** Puts an item back that a colleague deleted while this person wrote in it, with their words. */
  putBack(item: Item): void {
    const own = this.#holding.kept.filter(({ edit }) => itemIdOf(edit) === item.id);
    this.#hold({ kept: this.#holding.kept.filter((each) => !own.includes(each)) });
    this.#change();
    const after = this.#copy.lost.get(item.id)?.after ?? lastBefore(this.#snapshot.shown, sectionOf(item));
    this.do([{ op: "add", item: withOwnWords(item, own), after }, ...unfitSteps(own)]);
  }

  /** The item that was deleted since the page was opened; null when it is there, or was never known. */
  lostItem(itemId: string): Item | null {
    return this.#copy.lost.get(itemId)?.item ?? null;
  }

  /** A save of somebody's, the person's own too, as the stream tells of it. */
  hear(saved: Saved & { by: string; at: string }): void {
    const open = this.#open;
    const item = open && this.#snapshot.shown.items.find(({ id }) => id === open.itemId);
    const wasThere = open !== null && this.#copy.find(open.itemId) !== undefined;
    this.#copy.take(saved);
    if (open && item && wasThere && !this.#copy.find(item.id)) {
      this.#hold({ kept: withOpen(this.#holding.kept, item, open.field) });
    }
    this.#hold({ kept: rechecked(this.#holding, this.#copy, { by: saved.by, at: saved.at }) });
    this.#change();
  }

  /** The field that is open from now on; null: none. */
  enter(open: { itemId: string; field: string } | null): void {
    this.#open = open;
  }

  /** Other words for an item that is not in the draft any more, kept until it is decided what becomes of them. */
  reword(id: string, value: FieldValue): void {
    this.#hold({ kept: reworded(this.#holding.kept, id, value) });
    this.#change();
  }

  dismissNotice(): void {
    this.#notice = null;
    this.#change();
  }

  /** Tries again after a refusal, or at once after a server that could not be reached. `isAsked`: by the person. */
  retry(isAsked: boolean): void {
    this.#sender.retry(isAsked);
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
    this.#notice = takenLabel(batch.edits, answer.sources) ?? this.#notice;
    const kept = acknowledged(this.#holding.kept, batch, answer, this.#copy);
    this.#hold({ kept: rechecked({ kept, batch: null }, this.#copy, { by: null, at: null }) });
  }

  #keep(edit: Edit): void {
    this.#hold({ kept: withEdit(this.#holding, edit) });
    this.#change();
  }

  #hold(part: Partial<Holding>): void {
    this.#holding = { ...this.#holding, ...part };
    if (!this.#sender?.isClosed) this.#isKept = this.#wiring.storage.write(this.#holding);
  }

  #doSteps(steps: readonly Wanted[]): Omit<Done, "kept"> {
    const { kept, ...done } = doneOn(this.#snapshot.shown, this.#holding, this.#copy, steps);
    this.#hold({ kept });
    this.#change();
    return done;
  }

  #remember(edit: Past, typing: string | null): void {
    const goesOn = typing !== null && this.#typing === typing;
    this.#hold({ past: withPast(this.#holding.past, edit, goesOn), future: [] });
  }

  #takeBack(from: "past" | "future", to: "past" | "future"): void {
    this.#typing = null;
    const last = this.#holding[from].at(-1) ?? [];
    const way = from === "past" ? "back" : "again";
    const { left, why } = this.#doSteps(wantedOf(last, way));
    this.#notice = last.length > 0 ? why : `There is nothing to ${way === "back" ? "undo" : "redo"}.`;
    const taken = last.filter(({ undo, redo }) => !left.has(undo) && !left.has(redo));
    this.#hold({ [from]: this.#holding[from].slice(0, -1) });
    if (taken.length > 0) this.#hold({ [to]: [...this.#holding[to], taken] });
    this.#sender.soon(0);
  }

  #change(): void {
    this.#snapshot = this.#make();
    for (const listener of this.#listeners) listener();
  }

  #make(): Snapshot {
    const saving = this.#sender.state(this.#holding.kept.length > 0);
    const tab = { ...saving, isSending: this.#sender.isSending, notice: this.#notice, isKept: this.#isKept };
    return snapshotOf(this.#copy, this.#holding, this.#wiring.view.base, tab);
  }
}
