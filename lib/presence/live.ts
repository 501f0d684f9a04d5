import { newId } from "@/lib/notes/new-id";
import type { LiveEvent } from "./model";
import { PlaceReport } from "./report";
import { takePart } from "./tabs";

type LiveOptions = {
  revisionId: string;
  /** number of the last event that the page's content has in it */
  after: number;
  /**
   * Hears each later event once and in order, the person's own saves too, and who else has the revision open whenever
   * that changes. After `ended` comes nothing more.
   */
  onEvent: (event: LiveEvent) => void;
};

export type Live = {
  /** Says where in the revision the person is; null: nowhere in particular. */
  place: (itemId: string | null, field: string | null) => void;
  close: () => void;
};

/** Connects a page with a revision while it can be seen. Hidden, it has no stream and is nowhere; shown again, it hears what it missed. */
export function openLive({ revisionId, after, onEvent }: LiveOptions): Live {
  const tab = newId();
  const report = new PlaceReport(tab, revisionId);
  let reached = after;
  let leave: (() => void) | null = null;

  const tell = (event: LiveEvent) => {
    if (!leave) return;
    if (event.type === "ended") close();
    else if (event.revisionId !== revisionId) return;
    if ("seq" in event) {
      if (event.seq <= reached) return;
      reached = event.seq;
    }
    const told =
      event.type === "presence" ? { ...event, people: event.people.filter((each) => each.tab !== tab) } : event;
    // By itself: an error of the page must not pass for a broken line.
    queueMicrotask(() => onEvent(told));
  };
  const hide = () => {
    if (!leave) return;
    leave();
    leave = null;
    report.hide();
  };
  const update = () => {
    if (document.visibilityState !== "visible") return hide();
    if (leave) return;
    leave = takePart({ tab, watch: () => ({ revisionId, after: reached }), tell });
    report.show();
  };
  const close = () => {
    document.removeEventListener("visibilitychange", update);
    window.removeEventListener("pageshow", update);
    window.removeEventListener("pagehide", hide);
    hide();
  };
  document.addEventListener("visibilitychange", update);
  window.addEventListener("pageshow", update);
  window.addEventListener("pagehide", hide);
  update();
  return { place: (itemId, field) => report.place(itemId, field), close };
}
