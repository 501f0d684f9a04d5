import { database, listen } from "@/db/client";
import { outsideRequests } from "@/db/patience";
import { may } from "@/lib/auth/permissions";
import { listLiveSessions } from "@/lib/auth/session-queries";
import { sweepPresences } from "@/lib/presence/commands";
import { formatEvent, heartbeat } from "@/lib/presence/event-stream";
import { eventsMax, listPresences, listRevisionEvents } from "@/lib/presence/queries";
import { LiveStream } from "./live-stream";

const secondMs = 1_000;
const heartbeatSeconds = 15;
/** A stream whose right could not be looked up for this long has none. */
const unsureSecondsMax = 3;

/** All streams of this process. They share one listening connection, and each event is read once for all of them. */
class LiveHub {
  private readonly streams = new Set<LiveStream>();
  /** the revisions of which there may be news */
  private readonly edited = new Set<string>();
  private readonly visited = new Set<string>();
  private isClosed = false;
  private isListening = false;
  private isTelling = false;
  private timer: NodeJS.Timeout | undefined;
  private seconds = 0;
  private unsureSeconds = 0;

  /** Tells what happens to revisions from the given events on, for as long as the session has the right to hear it. */
  open(tokenSha256: string, reached: Map<string, number>, signal: AbortSignal): ReadableStream<Uint8Array> {
    return outsideRequests(() => this.opened(tokenSha256, reached, signal));
  }

  private opened(tokenSha256: string, reached: Map<string, number>, signal: AbortSignal): ReadableStream<Uint8Array> {
    this.begin();
    const stream = new LiveStream(tokenSha256, reached, (ended) => this.forget(ended));
    this.streams.add(stream);
    // A browser that left before its answer began cancels nothing.
    if (signal.aborted || this.isClosed) stream.end();
    signal.addEventListener("abort", () => stream.end(), { once: true });
    stream.send(heartbeat);
    this.stir(reached.keys(), [this.edited, this.visited]);
    return stream.body;
  }

  /** Ends all streams, and those to come: the server is stopping. */
  close(): void {
    this.isClosed = true;
    this.endAll();
  }

  private endAll(): void {
    for (const stream of [...this.streams]) stream.end();
  }

  private begin(): void {
    this.timer ??= setInterval(() => void this.tick(), secondMs);
    if (this.isListening) return;
    this.isListening = true;
    const stirAll = () => {
      this.stir(
        [...this.streams].flatMap(({ reached }) => [...reached.keys()]),
        [this.edited, this.visited],
      );
    };
    listen(
      "revisions",
      (event) => this.stir([(JSON.parse(event) as { revisionId: string }).revisionId], [this.edited]),
      stirAll,
    );
    listen("presences", (revisionId) => this.stir([revisionId], [this.visited]), stirAll);
  }

  private forget(stream: LiveStream): void {
    this.streams.delete(stream);
    if (this.streams.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private stir(revisionIds: Iterable<string>, sets: Set<string>[]): void {
    for (const id of revisionIds) for (const set of sets) set.add(id);
    void this.tell();
  }

  /** Tells all news there are. One run at a time: what comes up during a run is told at its end. */
  private async tell(): Promise<void> {
    if (this.isTelling) return;
    this.isTelling = true;
    try {
      while (this.edited.size + this.visited.size > 0) {
        for (const revisionId of taken(this.edited)) await this.tellEvents(revisionId);
        await this.tellPeople(taken(this.visited));
      }
    } catch {
      this.giveUp();
    } finally {
      this.isTelling = false;
    }
  }

  private watching(revisionId: string): LiveStream[] {
    return [...this.streams].filter(({ reached }) => reached.has(revisionId));
  }

  private async tellEvents(revisionId: string): Promise<void> {
    const streams = this.watching(revisionId);
    if (streams.length === 0) return;
    const reachedBy = (stream: LiveStream) => stream.reached.get(revisionId) ?? 0;
    const events = await listRevisionEvents(database(), revisionId, Math.min(...streams.map(reachedBy)));
    // Only to those who were there before the events were read: others may lack earlier ones.
    for (const event of events) {
      const message = formatEvent(event);
      for (const stream of streams.filter((each) => reachedBy(each) < event.seq)) {
        stream.send(message);
        stream.reached.set(revisionId, event.seq);
      }
    }
    if (events.length === eventsMax) this.edited.add(revisionId);
  }

  private async tellPeople(revisionIds: string[]): Promise<void> {
    const watched = revisionIds.filter((id) => this.watching(id).length > 0);
    if (watched.length === 0) return;
    for (const [revisionId, people] of await listPresences(database(), watched, new Date())) {
      const message = formatEvent({ type: "presence", revisionId, people });
      for (const stream of this.watching(revisionId)) stream.send(message);
    }
  }

  private async tick(): Promise<void> {
    if (this.unsureSeconds++ > 0) {
      if (this.unsureSeconds > unsureSecondsMax) this.giveUp();
      return;
    }
    try {
      await this.authoriseAgain();
      await sweepPresences({ db: database(), now: new Date() });
    } catch {
      this.giveUp();
    } finally {
      this.unsureSeconds = 0;
    }
    if (++this.seconds % heartbeatSeconds === 0) for (const stream of [...this.streams]) stream.send(heartbeat);
  }

  private async authoriseAgain(): Promise<void> {
    const streams = [...this.streams];
    const held = new Set(streams.map(({ tokenSha256 }) => tokenSha256));
    const sessions = await listLiveSessions(database(), [...held], new Date());
    for (const stream of streams) {
      const actor = sessions.get(stream.tokenSha256);
      if (actor && may(actor, "draft.read")) continue;
      stream.send(formatEvent({ type: "ended", reason: actor ? "forbidden" : "signed_out" }));
      stream.end();
    }
  }

  /** Ends what cannot be served; browsers come back and hear what they missed. */
  private giveUp(): void {
    if (this.streams.size > 0) console.error("The database did not answer: live streams were ended.");
    this.edited.clear();
    this.visited.clear();
    this.endAll();
  }
}

function taken(set: Set<string>): string[] {
  const all = [...set];
  set.clear();
  return all;
}

// On globalThis for the reason that db/client.ts gives: the script that serves the pages ends the streams.
const kept = globalThis as { quarterdeckLive?: LiveHub };

export function liveHub(): LiveHub {
  kept.quarterdeckLive ??= new LiveHub();
  return kept.quarterdeckLive;
}
