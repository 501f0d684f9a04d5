/** An event as its hash was made of it: the texts of its JSON to the letter, the time in UTC to the microsecond. */
export type Link = {
  seq: number;
  at: string;
  actor: string;
  action: string;
  subjectKind: string;
  subjectId: string;
  before: string | null;
  after: string | null;
  previousSha256: string;
  sha256: string;
  hashVersion: number;
};

/** Number and hash of an event as they were written down outside the database. */
export type Head = { seq: number; sha256: string };

/** Where the trail is not what was recorded: at event `seq`, or behind it when it was `cut`. */
export type Break =
  | { what: "missing"; seq: number; previous: number }
  | { what: "altered"; seq: number }
  | { what: "order"; seq: number }
  | { what: "rewritten"; seq: number }
  | { what: "cut"; seq: number; head: number };

/** What stands before the first event, in place of a hash. */
const beginning = { seq: 0, sha256: "0".repeat(64) };

/** The text whose SHA-256 is the event's, written as PostgreSQL's `json_build_array` writes it. */
export function hashedText(link: Link): string {
  const values = [
    link.hashVersion,
    link.seq,
    link.at,
    link.actor,
    link.action,
    link.subjectKind,
    link.subjectId,
    link.before,
    link.after,
    link.previousSha256,
  ];
  return `[${values.map((value) => JSON.stringify(value)).join(", ")}]`;
}

/** What is wrong with an event that should follow `previous`; `computed` is the hash of what it says now. */
export function breakAt(link: Link, computed: string, previous: Head = beginning): Break | null {
  const { seq } = link;
  if (seq !== previous.seq + 1) return { what: "missing", seq, previous: previous.seq };
  if (link.hashVersion !== 1 || link.sha256 !== computed) return { what: "altered", seq };
  return link.previousSha256 === previous.sha256 ? null : { what: "order", seq };
}

/** Says what is broken, and where. */
export function formatBreak(broken: Break, headsFile: string): string {
  const { seq } = broken;
  switch (broken.what) {
    case "missing": {
      const [from, to] = [broken.previous + 1, seq - 1];
      const gone = from === to ? `Event ${from} is missing` : `Events ${from} to ${to} are missing`;
      return `${gone} before event ${seq}.`;
    }
    case "altered":
      return `Event ${seq} was altered: what it says is not what its hash was made of.`;
    case "order":
      return `The order is broken at event ${seq}: it was not written after the event that stands before it now.`;
    case "rewritten":
      return `The events up to event ${seq} were written anew: ${headsFile} has another hash of it.`;
    case "cut":
      return seq === 0
        ? `The trail is empty, and ${headsFile} has the head of event ${broken.head}: everything was cut off.`
        : `The trail ends at event ${seq}, and ${headsFile} has the head of event ${broken.head}: what came after event ${seq} was cut off.`;
  }
}
