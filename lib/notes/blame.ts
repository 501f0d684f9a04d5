import type { AuditEvent } from "@/lib/audit/events";
import { fieldName } from "./change-words";
import type { Item, NoteContent } from "./content";
import { marksOf } from "./diff";
import { type FieldAddress, type FieldValue, fieldsIn, sameValue, valueAt } from "./field";
import { applySteps, type Step } from "./step";

/** An event, with who did it; null: the product itself. */
export type NamedEvent = AuditEvent & { seq: number; at: Date; by: string | null };

/** The act by which words came to stand where they stand. */
export type Origin = { seq: number; at: Date; by: string | null; how: "written" | "imported" | "carried" | "restored" };

/** Who wrote what a field says; `restored`: who brought it back from an older revision, where somebody did. */
export type Line = { value: FieldValue; origin: Origin; restored: Origin | null };

/**
 * What an item cites, beside its fields: `doc 1 in title`; in its words and in its rating, which are accepted apart. A mark
 * that moves along with its words is the one it was.
 */
export const citedAddresses = ["citations", "citations.commentary"] as const;

function saidIn(item: Item, field: FieldAddress): FieldValue {
  const [inWords, inRating] = citedAddresses;
  if (field !== inWords && field !== inRating) return valueAt(item, field);
  const marks = marksOf(item, field === inRating);
  return [...new Set(marks.map(({ field, label }) => `doc ${label} in ${fieldName(field)}`))].sort();
}

function addressesIn(item: Item): FieldAddress[] {
  return [...fieldsIn(item), ...citedAddresses];
}

type Traced = { content: NoteContent; lines: Map<string, Line>; base: Traced | undefined };

/** The field of an item as a key. */
export function lineKey(itemId: string, field: FieldAddress): string {
  return `${itemId} ${field}`;
}

/**
 * For every revision of a note, who wrote what each of its fields says, from the note's events in their order. A field
 * that says what it said in the revision that this one is based on is whose it was there, whatever it said in between.
 */
function traceLines(events: Iterable<NamedEvent>): Map<string, Map<string, Line>> {
  const traced = new Map<string, Traced>();
  for (const event of events) {
    if (event.action === "revision.edited") {
      const revision = traced.get(event.subject);
      if (!revision) throw new Error(`An edit of revision ${event.subject}, of which no event tells.`);
      const { steps, sources } = event.after;
      revision.content = applySteps(revision.content, steps, sources);
      const touched = new Set(steps.map(itemOf));
      const items = revision.content.items.filter(({ id }) => touched.has(id));
      write(revision, items, originOf(event, "written"));
    } else if (isWhole(event)) {
      traced.set(event.subject, begun(event, traced));
    }
    putOnTop(event, traced);
  }
  return new Map([...traced].map(([id, revision]) => [id, linesNow(revision)]));
}

/** What a part was cut from goes on from the part once that is out. */
function putOnTop(event: NamedEvent, traced: ReadonlyMap<string, Traced>): void {
  const moved =
    event.action === "revision.cut"
      ? { revisionId: event.after.cutFrom, basedOn: event.after.rest.basedOn }
      : event.action === "revision.published"
        ? event.after.rest
        : null;
  const revision = moved && traced.get(moved.revisionId);
  if (revision && moved.basedOn !== null) revision.base = traced.get(moved.basedOn);
}

/** Without what was taken out again. */
function linesNow({ content, lines }: Traced): Map<string, Line> {
  const keys = content.items.flatMap((item) => addressesIn(item).map((field) => lineKey(item.id, field)));
  return new Map(
    keys.flatMap((key) => {
      const line = lines.get(key);
      return line ? [[key, line]] : [];
    }),
  );
}

type Published = { id: string; number: number };

/**
 * Who wrote what each field of a published revision says, and the number of the first revision that said it: whoever
 * approved that one let it through. `published`: those of the note, in any order.
 */
export function blame(
  events: Iterable<NamedEvent>,
  published: readonly Published[],
  number: number,
): Map<string, Line & { since: number }> {
  const lines = traceLines(events);
  const upTo = published.filter((revision) => revision.number <= number).sort((a, b) => a.number - b.number);
  const own = lines.get(upTo.at(-1)?.id ?? "") ?? new Map<string, Line>();
  return new Map(
    [...own].map(([key, line]) => {
      const first = upTo.find(({ id }) => isSame(lines.get(id)?.get(key), line));
      return [key, { ...line, since: first?.number ?? number }];
    }),
  );
}

function isSame(a: Line | undefined, b: Line): boolean {
  return a?.origin.seq === b.origin.seq && a.restored?.seq === b.restored?.seq;
}

/** An event that tells of a whole content. */
type WholeEvent = Extract<NamedEvent, { after: { content: NoteContent } }>;

function isWhole(event: NamedEvent): event is WholeEvent {
  return "content" in event.after;
}

/** A revision that begins, or that from then on says something else as a whole. */
function begun(event: WholeEvent, traced: ReadonlyMap<string, Traced>): Traced {
  const { content, basedOn } = event.after;
  const base = basedOn === null ? undefined : traced.get(basedOn);
  const from = event.action === "revision.cut" ? event.after.cutFrom : event.subject;
  const revision: Traced = { content, lines: new Map(traced.get(from)?.lines), base };
  if (event.action === "revision.restored") {
    const restored = originOf(event, "restored");
    for (const [key, line] of traced.get(event.after.restored)?.lines ?? []) {
      revision.lines.set(key, { ...line, restored });
    }
  }
  write(revision, content.items, originOf(event, howOf(event)));
  return revision;
}

function howOf(event: WholeEvent): Origin["how"] {
  if (event.action === "note.imported") return "imported";
  return event.action === "revision.created" && event.after.carriedFrom ? "carried" : "written";
}

function originOf({ seq, at, by }: NamedEvent, how: Origin["how"]): Origin {
  return { seq, at, by, how };
}

/**
 * Notes down what these items say now. What an item said when it was taken out is kept: put back as it was, it is whose
 * it was.
 */
function write({ lines, base }: Traced, items: readonly Item[], origin: Origin): void {
  for (const item of items) {
    const was = base?.content.items.find(({ id }) => id === item.id);
    for (const field of new Set([...addressesIn(item), ...mentionsOnce(lines, item)])) {
      const key = lineKey(item.id, field);
      const value = saidIn(item, field);
      const inherited = was && sameValue(saidIn(was, field), value) ? base?.lines.get(key) : undefined;
      if (inherited) lines.set(key, inherited);
      else if (!isSaid(lines.get(key), value)) lines.set(key, { value, origin, restored: null });
    }
  }
}

/** The mentions that a topic has or had: one that goes and comes again is written anew. */
function mentionsOnce(lines: ReadonlyMap<string, Line>, { id, kind }: Item): FieldAddress[] {
  if (kind !== "topic_row") return [];
  const mentions = lineKey(id, "mentions.");
  return [...lines.keys()].filter((key) => key.startsWith(mentions)).map((key) => key.slice(id.length + 1));
}

function isSaid(line: Line | undefined, value: FieldValue): boolean {
  return line !== undefined && sameValue(line.value, value);
}

function itemOf(step: Step): string {
  return step.op === "add" ? step.item.id : step.itemId;
}
