import type { SaveAnswer } from "@/lib/notes/edit-commands";
import type { Batch } from "./kept";
import type { Refusal, Send, Snapshot } from "./snapshot";

/** What the sender asks of the draft, and tells it. */
type Desk = {
  revisionId: string;
  send: Send;
  /** what is to be sent: what was sent and not answered, else what is ready; null: nothing */
  next: () => Batch | null;
  begin: (batch: Batch) => void;
  /** the server has spoken; without an answer it refused the whole */
  end: (batch: Batch, answer: SaveAnswer | null) => void;
  /** whether the person is still typing */
  isTyping: () => boolean;
  changed: () => void;
};

export const pauseMs = 800;
const retryMs = [1_000, 2_000, 4_000, 8_000, 15_000];

/** Sends saves one at a time, again while no answer comes, and not at all once the server has refused. */
export class Sender {
  isSending = false;
  #refusal: Refusal | null = null;
  #savedAt: Date | null = null;
  #failures = 0;
  /** answers in a row that saved nothing at all */
  #stuck = 0;
  #isClosed = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  state(isLeft: boolean): Pick<Snapshot, "saving" | "savedAt" | "refusal"> {
    return { saving: this.#saving(isLeft), savedAt: this.#savedAt, refusal: this.#refusal };
  }

  #saving(isLeft: boolean): Snapshot["saving"] {
    if (this.#refusal) return "refused";
    if (this.#failures > 0) return "unreachable";
    if (this.isSending) return "saving";
    return isLeft ? "unsaved" : "saved";
  }

  soon(ms: number): void {
    clearTimeout(this.#timer);
    if (!this.#isClosed) this.#timer = setTimeout(() => void this.flush(), ms);
    this.#desk.changed();
  }

  /** Tries again after a refusal, or at once after a server that could not be reached. Who is signed out asks for it. */
  retry(isAsked: boolean): void {
    if (!isAsked && this.#refusal?.reason === "signed_out") return;
    this.#refusal = null;
    this.#failures = 0;
    this.soon(0);
  }

  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.isSending || this.#refusal) return;
    const batch = this.#desk.next();
    if (!batch) return;
    this.isSending = true;
    this.#desk.begin(batch);
    const { revisionId, send } = this.#desk;
    try {
      const sent = await send({ revisionId, key: batch.key, edits: batch.edits });
      this.#failures = 0;
      if ("refusal" in sent) this.#refusal = sent.refusal;
      else this.#savedAt = new Date();
      this.#stuck = "answer" in sent && sent.answer.seq === null ? this.#stuck + 1 : 0;
      this.#desk.end(batch, "answer" in sent ? sent.answer : null);
    } catch {
      this.#failures += 1;
    }
    this.isSending = false;
    this.#desk.changed();
    if (this.#failures > 0) this.soon(retryMs[Math.min(this.#failures, retryMs.length) - 1] ?? 0);
    else if (this.#desk.next()) this.soon(this.#pause());
  }

  #pause(): number {
    if (this.#stuck > 0) return Math.min(pauseMs * 2 ** this.#stuck, 15_000);
    return this.#desk.isTyping() ? pauseMs : 0;
  }

  /** No more tries: what is unsaved stays in the storage. */
  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }
}
