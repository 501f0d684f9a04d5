import { heartbeatMs } from "./model";

/** Somebody who runs through the fields with the arrow keys is reported twice a second, the last place always. */
const reportMsLeast = 500;

type Place = { itemId: string | null; field: string | null };

/** Tells the server where a tab is. What cannot be told is not: nobody waits for it, and nothing fails because of it. */
export class PlaceReport {
  private at: Place = { itemId: null, field: null };
  private isShown = false;
  private reportedAt = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly tab: string,
    private readonly revisionId: string,
  ) {}

  place(itemId: string | null, field: string | null): void {
    if (itemId === this.at.itemId && field === this.at.field) return;
    this.at = { itemId, field };
    if (this.isShown) this.reportIn(this.reportedAt + reportMsLeast - Date.now());
  }

  show(): void {
    this.isShown = true;
    this.report();
  }

  hide(): void {
    this.isShown = false;
    clearTimeout(this.timer);
    send({ tab: this.tab });
  }

  private reportIn(ms: number): void {
    clearTimeout(this.timer);
    if (ms <= 0) this.report();
    else this.timer = setTimeout(() => this.report(), ms);
  }

  private report(): void {
    this.reportedAt = Date.now();
    send({ tab: this.tab, revisionId: this.revisionId, ...this.at });
    this.reportIn(heartbeatMs);
  }
}

/** `keepalive`: it is sent even when the page is going away. */
function send(said: object): void {
  const headers = { "Content-Type": "application/json" };
  fetch("/api/live", { method: "POST", keepalive: true, headers, body: JSON.stringify(said) }).catch(() => {});
}
