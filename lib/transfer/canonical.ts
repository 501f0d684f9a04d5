import { formatChange } from "@/lib/guidance/change";
import { type Citation, headlineOf, type Item, type ItemOf, type NoteContent } from "@/lib/notes/content";
import { formatPeriod } from "@/lib/notes/period";
import { compareLabels, type SourceEntry } from "@/lib/sources/model";
import { writeField } from "./escape";

export const formatLine = "Format: quarterdeck 1";
export const guidanceHead = "Metric | Period | Previous Guidance | Current Guidance | Change |";
export const topicsHead = "Topic | Previous Mentions | Current Period | Trend |";
export const rule = (columns: number) => "---|".repeat(columns);

/** What would be read as something else at the start of a topic line. */
const structural =
  /^(?:Q|A|Asked by|Answered by|Outcome|Documents|Positives|Risks|Guidance|Topics|Questions and answers|Covering analysts):/;

/**
 * The note in our own text form, from which it is read back to the letter.
 * `previous`: by item id, what a topic row's source had as previous mentions; written while there are no mentions.
 */
export function writeNote(content: NoteContent, previous: Record<string, string>, uncited: SourceEntry[] = []): string {
  const [headline] = content.items.filter((item) => item.kind === "headline");
  const title = `${content.ticker} ${formatPeriod(content.period)}`;
  const first = headline ? `${title}: ${field(headline, "text", headlineOf(content))}` : title;
  const parts = [`${formatLine}\n${first}`, writeDocuments([...content.sources, ...uncited])];
  for (const run of runsOf(content.items)) parts.push(writeRun(run, previous));
  return `${parts.filter(Boolean).join("\n\n")}\n`;
}

function field(item: Item, name: string, text: string | null, also = ""): string {
  return writeField(text ?? "", of(item.citations, name), also);
}

function of(citations: Citation[], name: string): Citation[] {
  return citations.filter((citation) => citation.field === name).sort((a, b) => a.offset - b.offset);
}

function writeDocuments(sources: SourceEntry[]): string {
  if (sources.length === 0) return "";
  const lines = sources
    .toSorted((a, b) => compareLabels(a.label, b.label))
    .map(({ label, title, kind, date, address }) => {
      const parts = [writeField(title ?? ""), kind ?? "", date ?? "", writeField(address ?? "")];
      while (parts.at(-1) === "") parts.pop();
      return `- doc ${writeField(label, [], ":")}:${parts.length > 0 ? ` ${parts.join(" | ")}` : ""}`;
    });
  return ["Documents:", ...lines].join("\n");
}

/** Neighbours of one section; a section that comes again gets its heading again, so that the order is kept. */
function runsOf(items: Item[]): [Item, ...Item[]][] {
  const runs: [Item, ...Item[]][] = [];
  for (const item of items) {
    if (item.kind === "headline") continue;
    const last = runs.at(-1);
    if (last && sectionOf(last[0]) === sectionOf(item)) last.push(item);
    else runs.push([item]);
  }
  return runs;
}

function sectionOf(item: Item): string {
  return item.kind === "takeaway" ? item.fields.kind : item.kind;
}

function writeRun([first, ...rest]: [Item, ...Item[]], previous: Record<string, string>): string {
  const run = [first, ...rest];
  const each = <K extends Item["kind"]>(kind: K, write: (item: ItemOf<K>) => string) =>
    run.filter((item): item is ItemOf<K> => item.kind === kind).map(write);
  switch (first.kind) {
    case "takeaway":
      return [first.fields.kind === "risk" ? "Risks:" : "Positives:", ...each("takeaway", writeTakeaway)].join("\n");
    case "guidance_row":
      return ["Guidance:", guidanceHead, rule(5), ...each("guidance_row", writeGuidanceRow)].join("\n");
    case "topic_row":
      return [
        "Topics:",
        topicsHead,
        rule(4),
        ...each("topic_row", (item) => writeTopicRow(item, previous[item.id])),
      ].join("\n");
    case "exchange":
      return `Questions and answers:\n${each("exchange", writeExchange).join("\n\n")}`;
    case "covering_analyst":
      return ["Covering analysts:", ...each("covering_analyst", writeAnalyst)].join("\n");
    case "headline":
      return "";
  }
}

function writeTakeaway(item: ItemOf<"takeaway">): string {
  const { title, body } = item.fields;
  const said = field(item, "body", body);
  const line = `- ${field(item, "title", title, ":")}:${said ? ` ${said}` : ""}`;
  if (!item.assessment) return line;
  const { severity, likelihood, horizon, status, commentary } = item.assessment;
  const comment = field(item, "commentary", commentary);
  const parts = [severity, likelihood, horizon, status, ...(comment ? [comment] : [])];
  return `${line}\n  Assessment: ${parts.join(" | ")}`;
}

function row(cells: string[]): string {
  return `${cells.join(" | ")} |`;
}

function writeGuidanceRow(item: ItemOf<"guidance_row">): string {
  const { metric, period, previous, current, change, changeText } = item.fields;
  const words = field(item, "changeText", changeText);
  return row([
    field(item, "metric", metric),
    field(item, "period", period),
    field(item, "previous", previous),
    field(item, "current", current),
    change ? `${words}${words ? " " : ""}[${formatChange(change)}]` : words,
  ]);
}

function writeTopicRow(item: ItemOf<"topic_row">, previous: string | undefined): string {
  const { topic, mentions, current, trend, trendTag } = item.fields;
  const earlier = mentions.map(({ period, text, absent }) => {
    const said = field(item, `mentions.${period}`, text);
    return `[${period}${absent ? " absent" : ""}]${said ? ` ${said}` : ""}`;
  });
  const words = field(item, "trend", trend);
  return row([
    field(item, "topic", topic),
    earlier.length > 0 ? earlier.join(" ") : writeField(previous ?? ""),
    field(item, "current", current),
    trendTag ? `${words}${words ? " " : ""}[${trendTag}]` : words,
  ]);
}

function writeExchange(item: ItemOf<"exchange">): string {
  const { topic, question, answer, askedBy, askedByFirm, speakers, outcome } = item.fields;
  const [above, answered] = [field(item, "topic", topic), field(item, "answer", answer)];
  const asker = [askedBy ?? "", ...(askedByFirm ? [askedByFirm] : [])].map((part) => writeField(part));
  return [
    ...(above === "" ? [] : [structural.test(above) ? `\\${above}` : above]),
    `Q: ${field(item, "question", question)}`,
    ...(askedBy || askedByFirm ? [`Asked by: ${asker.join(" | ")}`] : []),
    ...(answered === "" ? [] : [`A: ${answered}`]),
    ...(speakers.length > 0 ? [`Answered by: ${speakers.map((name) => writeField(name)).join(" | ")}`] : []),
    ...(outcome ? [`Outcome: ${outcome}`] : []),
  ].join("\n");
}

function writeAnalyst(item: ItemOf<"covering_analyst">): string {
  const { name, firm } = item.fields;
  const house = field(item, "firm", firm);
  const people = [field(item, "name", name), ...(house ? [house] : [])];
  return `- ${people.join(" | ")}`;
}
