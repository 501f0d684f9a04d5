import { describe, expect, it } from "vitest";
import { blame, citedAddresses, lineKey, type NamedEvent } from "./blame";
import type { Item, NoteContent } from "./content";
import type { Step } from "./step";

const headline = (text: string): Item => ({ id: "h", kind: "headline", citations: [], fields: { text } });
const risk = (title: string, body = "Late."): Item => {
  return { id: "r", kind: "takeaway", citations: [], fields: { kind: "risk", title, body }, assessment: null };
};
const topic = (text: string | null): Item => {
  const mentions = text === null ? [] : [{ period: "2024-Q4" as const, text, absent: false }];
  const fields = { topic: "Orders", mentions, current: null, trend: null, trendTag: null };
  return { id: "t", kind: "topic_row", citations: [], fields };
};
const content = (...items: Item[]): NoteContent => {
  return { company: "Fog Works", ticker: "FOG", period: "2025-Q1", items, sources: [] };
};

/** Events in the order in which they are written down here, each a minute after the one before. */
function trail() {
  const events: NamedEvent[] = [];
  const add = (by: string, event: object) => {
    const seq = events.length + 1;
    events.push({ ...event, seq, at: new Date(Date.UTC(2025, 5, 2, 10, seq)), by } as NamedEvent);
  };
  return {
    events,
    imported: (by: string, subject: string, said: NoteContent, basedOn: string | null = null) =>
      add(by, { action: "note.imported", subject, before: null, after: { basedOn, content: said } }),
    created: (by: string, subject: string, said: NoteContent, after: object) =>
      add(by, {
        action: "revision.created",
        subject,
        before: null,
        after: { carriedFrom: null, content: said, ...after },
      }),
    edited: (by: string, subject: string, ...steps: Step[]) =>
      add(by, { action: "revision.edited", subject, before: {}, after: { steps, sources: [], ranks: {} } }),
    cut: (by: string, subject: string, said: NoteContent, after: object) =>
      add(by, { action: "revision.cut", subject, before: null, after: { content: said, ...after } }),
    published: (by: string, subject: string, rest: { revisionId: string; basedOn: string } | null) =>
      add(by, { action: "revision.published", subject, before: {}, after: { rest } }),
    restored: (by: string, subject: string, said: NoteContent, after: object) =>
      add(by, { action: "revision.restored", subject, before: null, after: { content: said, ...after } }),
  };
}

const set = (itemId: string, field: string, value: string | null): Step => ({ op: "set", itemId, field, value });
const published = [
  { id: "A", number: 1 },
  { id: "B", number: 2 },
  { id: "C", number: 3 },
];

/** `ana written r1`, with who brought it back behind it. */
function told(events: NamedEvent[], number: number, itemId: string, field: string): string | null {
  const line = blame(events, published, number).get(lineKey(itemId, field));
  if (!line) return null;
  const { origin, restored, since } = line;
  return [origin.by, origin.how, `r${since}`, restored && `back by ${restored.by}`].filter(Boolean).join(" ");
}

describe("who wrote a field", () => {
  it("is whoever imported it, until somebody writes it otherwise, from that revision on", () => {
    const { events, imported, created, edited } = trail();
    const first = content(headline("Orders recover"), risk("Supply"));
    imported("ana", "A", first);
    created("sam", "B", first, { basedOn: "A" });
    edited("sam", "B", set("r", "title", "Supplier"));
    expect(told(events, 2, "h", "text")).toBe("ana imported r1");
    expect(told(events, 2, "r", "title")).toBe("sam written r2");
    expect(told(events, 2, "r", "body")).toBe("ana imported r1");
    expect(told(events, 1, "r", "title")).toBe("ana imported r1");
  });

  it("is told of what an item cites as of its words, and a mark that moves along with them is the one it was", () => {
    const { events, imported, created, edited } = trail();
    const cite = (offset: number, label = "1"): Step => {
      return { op: "cite", itemId: "r", citations: [{ field: "title", offset, label }] };
    };
    const first = content(risk("Supply"));
    imported("ana", "A", first);
    created("sam", "B", first, { basedOn: "A" });
    edited("sam", "B", cite(6));
    edited("rob", "B", cite(3));
    const cited = () => blame(events, published, 2).get(lineKey("r", citedAddresses[0]));
    expect(cited()).toMatchObject({ value: ["doc 1 in title"], origin: { by: "sam" }, since: 2 });
    edited("rob", "B", cite(3, "2"));
    expect(cited()).toMatchObject({ value: ["doc 2 in title"], origin: { by: "rob" } });
    const rated = { field: "commentary", offset: 1, label: "1" };
    edited("sam", "B", { op: "cite", itemId: "r", citations: [rated, { field: "title", offset: 3, label: "2" }] });
    expect(cited()).toMatchObject({ value: ["doc 2 in title"], origin: { by: "rob" } });
    expect(blame(events, published, 2).get(lineKey("r", citedAddresses[1]))?.origin.by).toBe("sam");
    expect(told(events, 2, "r", "title")).toBe("ana imported r1");
  });

  it("is the last of several in one draft, each of whom wrote a field of its own", () => {
    const { events, created, edited } = trail();
    created("ana", "A", content(), { basedOn: null });
    edited("ana", "A", { op: "add", item: risk("", ""), after: null });
    edited("ana", "A", set("r", "title", "Supply"));
    edited("sam", "A", set("r", "title", "Supplier"), set("r", "body", "Late."));
    edited("ana", "A", set("r", "assessment.severity", "high"));
    expect(told(events, 1, "r", "title")).toBe("sam written r1");
    expect(told(events, 1, "r", "kind")).toBe("ana written r1");
    expect(told(events, 1, "r", "assessment.severity")).toBe("ana written r1");
  });

  it("is nobody new when the field says again what it said in the base, however it got there", () => {
    const { events, imported, created, edited } = trail();
    const first = content(headline("Orders recover"), risk("Supply"));
    imported("ana", "A", first);
    created("sam", "B", first, { basedOn: "A" });
    edited("sam", "B", set("h", "text", "Orders fall"));
    edited("sam", "B", set("h", "text", "Orders recover"));
    edited("sam", "B", { op: "remove", itemId: "r" });
    edited("rob", "B", { op: "add", item: risk("Supply"), after: "h" });
    expect(told(events, 2, "h", "text")).toBe("ana imported r1");
    expect(told(events, 2, "r", "title")).toBe("ana imported r1");
  });

  it("is not whoever only put an item back into the draft that it was taken out of", () => {
    const { events, created, edited } = trail();
    created("ana", "A", content(headline("Orders")), { basedOn: null });
    edited("sam", "A", { op: "add", item: risk("Supply"), after: "h" });
    edited("rob", "A", { op: "remove", itemId: "r" });
    edited("rob", "A", { op: "add", item: risk("Supply"), after: "h" });
    expect(told(events, 1, "r", "title")).toBe("sam written r1");
  });

  it("is whoever wrote the same words anew two revisions later, and not who had them first", () => {
    const { events, imported, created, edited } = trail();
    imported("ana", "A", content(headline("Orders recover")));
    created("sam", "B", content(headline("Orders recover")), { basedOn: "A" });
    edited("sam", "B", set("h", "text", "Orders fall"));
    created("rob", "C", content(headline("Orders fall")), { basedOn: "B" });
    edited("rob", "C", set("h", "text", "Orders recover"));
    expect(told(events, 3, "h", "text")).toBe("rob written r3");
  });

  it("stays who it was when the words are restored, with who brought them back where the newest had others", () => {
    const { events, imported, created, edited, restored } = trail();
    const first = content(headline("Orders recover"), risk("Supply"));
    imported("ana", "A", first);
    created("sam", "B", first, { basedOn: "A" });
    edited("sam", "B", set("h", "text", "Orders fall"));
    restored("rob", "C", first, { basedOn: "B", restored: "A" });
    expect(told(events, 3, "h", "text")).toBe("ana imported r3 back by rob");
    expect(told(events, 3, "r", "title")).toBe("ana imported r1");
    edited("sam", "C", set("h", "text", "Orders hold"));
    expect(told(events, 3, "h", "text")).toBe("sam written r3");
  });

  it("stays who it was through an import over the note that says the same, and a carried note says so", () => {
    const { events, imported, created } = trail();
    created("ana", "A", content(headline("Orders recover"), risk("Supply")), { basedOn: null, carriedFrom: "Z" });
    imported("sam", "B", content(headline("Orders fall"), risk("Supply")), "A");
    expect(told(events, 2, "h", "text")).toBe("sam imported r2");
    expect(told(events, 2, "r", "title")).toBe("ana carried r1");
  });

  it("stays who it was when a draft is brought up to date with a newer revision as a whole", () => {
    const { events, imported, created, edited } = trail();
    const first = content(headline("Orders recover"), risk("Supply"));
    imported("ana", "A", first);
    created("sam", "C", first, { basedOn: "A" });
    edited("sam", "C", set("r", "title", "Supplier"));
    created("rob", "B", first, { basedOn: "A" });
    edited("rob", "B", set("h", "text", "Orders fall"));
    created("ana", "C", content(headline("Orders fall"), risk("Supplier", "Very late.")), { basedOn: "B" });
    expect(told(events, 3, "h", "text")).toBe("rob written r2");
    expect(told(events, 3, "r", "title")).toBe("sam written r3");
    expect(told(events, 3, "r", "body")).toBe("ana written r3");
  });

  it.each([true, false])(
    "is not the reviewer who published a part, out at once: %s, nor who goes on from it",
    (isOut) => {
      const { events, imported, created, edited, cut, published: publish } = trail();
      const first = content(headline("Orders recover"), risk("Supply"));
      imported("ana", "A", first);
      created("sam", "C", first, { basedOn: "A" });
      edited("sam", "C", set("h", "text", "Orders fall"), set("r", "title", "Supplier"));
      const part = content(headline("Orders fall"), risk("Supply"));
      cut("rob", "B", part, { cutFrom: "C", basedOn: "A", rest: { basedOn: isOut ? "B" : "A" } });
      if (!isOut) publish("rob", "B", { revisionId: "C", basedOn: "B" });
      edited("ana", "C", set("h", "text", "Orders"));
      edited("ana", "C", set("h", "text", "Orders fall"));
      expect(told(events, 2, "h", "text")).toBe("sam written r2");
      expect(told(events, 2, "r", "title")).toBe("ana imported r1");
      expect(told(events, 3, "h", "text")).toBe("sam written r2");
      expect(told(events, 3, "r", "title")).toBe("sam written r3");
    },
  );

  it("is told of a mention that goes and comes again, of a field that was emptied, and not of what is not there", () => {
    const { events, imported, edited } = trail();
    imported("ana", "A", content(headline("Orders"), topic("up 8%"), risk("Supply")));
    edited("sam", "A", set("t", "mentions.2024-Q4", null));
    expect(told(events, 1, "t", "mentions.2024-Q4")).toBeNull();
    edited("rob", "A", { op: "set", itemId: "t", field: "mentions.2024-Q4", value: { text: "up 8%", absent: false } });
    expect(told(events, 1, "t", "mentions.2024-Q4")).toBe("rob written r1");
    edited("sam", "A", set("t", "current", "flat"));
    edited("sam", "A", set("t", "current", null));
    expect(told(events, 1, "t", "current")).toBe("sam written r1");
    edited("sam", "A", { op: "remove", itemId: "r" });
    expect(told(events, 1, "r", "title")).toBeNull();
  });

  it("is told apart by the parts of a rating, of which only what differs is new", () => {
    const { events, imported, edited } = trail();
    imported("ana", "A", content(risk("Supply")));
    const rating = {
      severity: "high",
      likelihood: "likely",
      horizon: "0-12",
      status: "open",
      commentary: null,
    } as const;
    edited("sam", "A", { op: "set", itemId: "r", field: "assessment", value: rating });
    edited("rob", "A", { op: "set", itemId: "r", field: "assessment", value: { ...rating, severity: "low" } });
    expect(told(events, 1, "r", "assessment.severity")).toBe("rob written r1");
    expect(told(events, 1, "r", "assessment.status")).toBe("sam written r1");
  });
});
