// stand-in until the reader arrives
import type { Item } from "@/lib/notes/content";
import type { Period } from "@/lib/notes/period";
import type { ParsedItem, ParsedNote, ReadingOptions } from "./parsed";

type C = { field: string; offset: number; label: string };
function strip(raw: string, field: string, out: C[]): string {
  let text = raw.trim();
  for (;;) {
    const m = / ?\[doc (\w+)\]/.exec(text);
    if (!m) return text;
    text = text.slice(0, m.index) + text.slice(m.index + m[0].length);
    out.push({ field, offset: m.index, label: m[1] ?? "" });
  }
}
export function parseNote(text: string, options: ReadingOptions = {}): ParsedNote {
  const lines = text.split(/\r?\n/);
  const items: ParsedItem[] = [];
  const sources: ParsedNote["sources"] = [];
  let ticker: string | null = options.ticker ?? null;
  let period: Period | null = options.period ?? null;
  let section = "";
  let topic: string | null = null;
  for (const line of lines) {
    const head = /^([A-Z.]+) Q(\d) (\d{4}): (.*)$/.exec(line);
    if (head && !section) {
      ticker = head[1] ?? null;
      period = `${head[3]}-Q${head[2]}` as Period;
      const citations: C[] = [];
      items.push({ kind: "headline", fields: { text: strip(head[4] ?? "", "text", citations) }, citations });
      continue;
    }
    if (/^(Documents|Positives|Risks|Guidance|Topics|Questions and answers|Covering analysts):$/.test(line)) {
      section = line.slice(0, -1);
      continue;
    }
    if (section === "Documents" && line.startsWith("- doc ")) {
      const [label = "", rest = ""] = line.slice(6).split(/:(.*)/);
      const [title, kind, date, address] = rest.split("|").map((p) => p.trim() || null);
      sources.push({
        label,
        title: title ?? null,
        kind: (kind ?? null) as never,
        date: date ?? null,
        address: address ?? null,
      });
    }
    if ((section === "Positives" || section === "Risks") && line.startsWith("- ")) {
      const [t = "", b = ""] = line.slice(2).split(/: (.*)/);
      const citations: C[] = [];
      items.push({
        kind: "takeaway",
        fields: {
          kind: section === "Risks" ? "risk" : "positive",
          title: strip(t, "title", citations),
          body: strip(b, "body", citations),
        },
        assessment: null,
        citations,
      });
    }
    if (line.startsWith("  Assessment: ")) {
      const [severity, likelihood, horizon, status, commentary] = line
        .slice(14)
        .split("|")
        .map((p) => p.trim());
      const last = items.at(-1);
      if (last?.kind === "takeaway")
        last.assessment = { severity, likelihood, horizon, status, commentary: commentary ?? null } as never;
    }
    if (
      (section === "Guidance" || section === "Topics") &&
      line.includes("|") &&
      !/^(Metric|Topic) \||^---/.test(line)
    ) {
      const cells = line
        .replace(/ \|$/, "")
        .split("|")
        .map((c) => c.trim());
      const citations: C[] = [];
      const cell = (i: number, f: string) => strip(cells[i] ?? "", f, citations) || null;
      if (section === "Guidance") {
        const mark = /\[([a-z ]+)\]$/.exec(cells[4] ?? "");
        items.push({
          kind: "guidance_row",
          fields: {
            metric: cell(0, "metric") ?? "",
            period: cell(1, "period"),
            previous: cell(2, "previous"),
            current: cell(3, "current"),
            change: (mark?.[1]?.replace(" ", "_") ?? null) as never,
            changeText: (cells[4] ?? "").replace(/\s*\[[a-z ]+\]$/, "") || null,
          },
          citations,
        });
      } else {
        const mark = /\[(recurring|new|emerging|dropped)\]$/.exec(cells[3] ?? "");
        const mentions = [...(cells[1] ?? "").matchAll(/\[(\d{4}-Q\d)( absent)?\] ((?:(?!\[\d{4}-Q).)*)/g)].map(
          (m) => ({
            period: m[1] as Period,
            text: strip(m[3] ?? "", `mentions.${m[1]}`, citations),
            absent: Boolean(m[2]),
          }),
        );
        items.push({
          kind: "topic_row",
          fields: {
            topic: cell(0, "topic") ?? "",
            mentions,
            current: cell(2, "current"),
            trend: (cells[3] ?? "").replace(/\s*\[\w+\]$/, "") || null,
            trendTag: (mark?.[1] ?? null) as never,
          },
          citations,
          previous: null,
        });
      }
    }
    if (section === "Questions and answers") {
      const last = items.at(-1);
      const q = last?.kind === "exchange" ? (last as Extract<Item, { kind: "exchange" }>) : null;
      if (line.startsWith("Q: ")) {
        const citations: C[] = [];
        items.push({
          kind: "exchange",
          fields: {
            topic,
            question: strip(line.slice(3), "question", citations),
            answer: null,
            askedBy: null,
            askedByFirm: null,
            speakers: [],
            outcome: null,
          },
          citations,
        });
      } else if (q && line.startsWith("A: ")) q.fields.answer = strip(line.slice(3), "answer", q.citations);
      else if (q && line.startsWith("Asked by: "))
        [q.fields.askedBy = null, q.fields.askedByFirm = null] = line.slice(10).split(" | ");
      else if (q && line.startsWith("Answered by: ")) q.fields.speakers = line.slice(13).split(" | ");
      else if (q && line.startsWith("Outcome: ")) q.fields.outcome = line.slice(9) as never;
      else if (line) topic = line;
    }
    if (section === "Covering analysts" && line.startsWith("- ")) {
      const [name = "", firm] = line.slice(2).split(" | ");
      items.push({ kind: "covering_analyst", fields: { name, firm: firm ?? null }, citations: [] });
    }
  }
  for (const item of items)
    for (const { label } of item.citations)
      if (!sources.some((s) => s.label === label))
        sources.push({ label, title: null, kind: null, date: null, address: null });
  return { ticker, period, items, sources, problems: [] };
}
