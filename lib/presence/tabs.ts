import type { LiveEvent } from "./model";
import { follow, type Watch } from "./stream";

/** One name for the lock, which the tab that has the stream holds, and for the channel over which it tells the others. */
const name = "quarterdeck live";

type Message =
  | { say: "watch"; tab: string; watch: Watch }
  | { say: "leave"; tab: string }
  /** a tab that has just got the stream asks what the others watch */
  | { say: "who" }
  | { say: "event"; event: LiveEvent };

type Tab = { tab: string; watch: () => Watch; tell: (event: LiveEvent) => void };

/** Takes part in the one stream of this browser; returns how to leave it. The last tab to leave closes it. */
export function takePart(own: Tab): () => void {
  const left = new AbortController();
  // On plain http in a local network a browser has no locks: then each tab has a stream of its own.
  const locks: LockManager | undefined = navigator.locks;
  if (!locks) {
    void follow(() => [own.watch()], own.tell, left.signal);
    return () => left.abort();
  }
  const channel = new BroadcastChannel(name);
  const post = (message: Message) => channel.postMessage(message);
  const introduce = () => post({ say: "watch", tab: own.tab, watch: own.watch() });
  let lead: Lead | null = null;
  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    if (data.say === "event") own.tell(data.event);
    else if (data.say === "who") introduce();
    else lead?.heard(data);
  };
  introduce();
  locks
    .request(name, { signal: left.signal }, () => {
      lead = new Lead(own, post, left.signal);
      return new Promise<void>((resolve) => left.signal.addEventListener("abort", () => resolve()));
    })
    .catch(() => {}); // left before it was its turn
  return () => {
    left.abort();
    post({ say: "leave", tab: own.tab });
    channel.close();
  };
}

/** Tabs come in bursts; a stream is opened once for each burst. */
const settlingMs = 50;

/** The tab that has the stream. It watches what all of them watch, and hands on what it hears. */
class Lead {
  private readonly others = new Map<string, Watch>();
  private stream = new AbortController();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly own: Tab,
    private readonly post: (message: Message) => void,
    private readonly left: AbortSignal,
  ) {
    left.addEventListener("abort", () => {
      clearTimeout(this.timer);
      this.stream.abort();
    });
    post({ say: "who" });
    this.openAgain();
  }

  heard(message: Extract<Message, { tab: string }>): void {
    const before = this.watches().length;
    if (message.say === "watch") this.others.set(message.tab, message.watch);
    else this.others.delete(message.tab);
    if (message.say === "watch" || this.watches().length < before) this.openAgain();
  }

  private openAgain(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.stream.abort();
      if (this.left.aborted) return;
      this.stream = new AbortController();
      const { signal } = this.stream;
      void follow(
        () => this.watches(),
        (event) => !signal.aborted && this.handOn(event),
        signal,
      );
    }, settlingMs);
  }

  /** Each revision once, from the earliest event that somebody lacks: whoever knows it already passes over it. */
  private watches(): Watch[] {
    const earliest = new Map<string, number>();
    for (const { revisionId, after } of [this.own.watch(), ...this.others.values()]) {
      earliest.set(revisionId, Math.min(after, earliest.get(revisionId) ?? after));
    }
    return [...earliest].map(([revisionId, after]) => ({ revisionId, after }));
  }

  private handOn(event: LiveEvent): void {
    if ("seq" in event) {
      for (const watch of this.others.values()) {
        if (watch.revisionId === event.revisionId) watch.after = Math.max(watch.after, event.seq);
      }
    }
    this.post({ say: "event", event });
    this.own.tell(event);
  }
}
