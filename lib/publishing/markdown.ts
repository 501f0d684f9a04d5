import { formatOutcome } from "@/lib/exchanges/outcome";
import { formatChange, ownWords } from "@/lib/guidance/change";
import { capitalised } from "@/lib/notes/capitalised";
import { headlineOf, type Item, itemsOf, type NoteContent } from "@/lib/notes/content";
import { formatDay, isoDay } from "@/lib/notes/day";
import { formatPeriod, formatPeriodShort } from "@/lib/notes/period";
import { proseOf } from "@/lib/notes/prose";
import { formatHorizon } from "@/lib/risks/assessment";
import { formatKindAndDate, formatLabel } from "@/lib/sources/model";
import { formatPeriods, groupMentions } from "@/lib/topics/model";
import type { PublicationFacts } from "./article";

type Facts = Pick<PublicationFacts, "number" | "publishedAt" | "contentSha256">;

/** What was published, as Markdown (GitHub's tables). The same values give the same text. */
export function markdown(content: NoteContent, { number, publishedAt, contentSha256 }: Facts): string {
  const { company, ticker, period } = content;
  const [headline] = itemsOf(content, "headline");
  const title = headlineOf(content) || `${company}, ${formatPeriod(period)}`;
  const published = `r${number}, published on ${formatDay(isoDay(publishedAt))}, sha256 ${contentSha256}`;
  const parts = [
    `# ${headline ? words(headline, "text", title) : plain(title)}`,
    plain(`${company} (${ticker}), ${formatPeriod(period)}, ${published}`),
    ...section("Positives", takeaways(content, "positive")),
    ...section("Risks", takeaways(content, "risk")),
    ...section("Guidance", guidance(content)),
    ...section("Topics", topics(content)),
    ...section("Q&A digest", exchanges(content)),
    ...section("Covering analysts", analysts(content)),
    ...section("Sources", sources(content)),
  ];
  return `${parts.join("\n\n")}\n`;
}

function section(name: string, blocks: string[]): string[] {
  return blocks.length > 0 ? [`## ${plain(name)}`, ...blocks] : [];
}

function takeaways(content: NoteContent, kind: "positive" | "risk"): string[] {
  return itemsOf(content, "takeaway")
    .filter(({ fields }) => fields.kind === kind)
    .flatMap((item) => {
      const { title, body } = item.fields;
      const lines = [`### ${words(item, "title", title)}`, words(item, "body", body)];
      if (item.citations.length === 0) lines.push("*No source cited*");
      if (kind === "positive") return lines;
      const { assessment } = item;
      if (!assessment) return [...lines, "*Not rated*"];
      const { severity, likelihood, horizon, status, commentary } = assessment;
      const rating = [
        `Severity ${severity}`,
        `likelihood ${likelihood}`,
        `horizon ${formatHorizon(horizon)}`,
        `status ${status}`,
      ];
      return [
        ...lines,
        `*${plain(rating.join(", "))}*`,
        ...(commentary ? [words(item, "commentary", commentary)] : []),
      ];
    });
}

function guidance(content: NoteContent): string[] {
  const rows = itemsOf(content, "guidance_row").map((item) => {
    const { metric, period, previous, current, change } = item.fields;
    const own = ownWords(item.fields, item.citations);
    return [
      words(item, "metric", metric),
      stated(item, "period", period),
      stated(item, "previous", previous),
      stated(item, "current", current),
      [plain(formatChange(change)), own && `(${words(item, "changeText", own)})`].filter(Boolean).join(" "),
    ];
  });
  return rows.length > 0 ? [table(["Metric", "Period", "Previous", "Current", "Change"], rows)] : [];
}

function topics(content: NoteContent): string[] {
  return itemsOf(content, "topic_row").flatMap((item) => {
    const { topic, current, trend, trendTag, mentions } = item.fields;
    const earlier = groupMentions(mentions).map(({ periods, text }) => {
      const fields = periods.map((period) => `mentions.${period}`);
      return `- ${plain(formatPeriods(periods))}: ${words(item, fields, text)}`;
    });
    const now = `- ${plain(formatPeriodShort(content.period))}: ${stated(item, "current", current)}`;
    const course = [trendTag && capitalised(trendTag), trend && words(item, "trend", trend)].filter(Boolean);
    return [
      `### ${words(item, "topic", topic)}`,
      [...earlier, now, ...(course.length > 0 ? [`- Trend: ${course.join(". ")}`] : [])].join("\n"),
    ];
  });
}

function exchanges(content: NoteContent): string[] {
  return itemsOf(content, "exchange").flatMap((item, index) => {
    const { topic, question, answer, askedBy, askedByFirm, speakers, outcome } = item.fields;
    const asker = [askedBy, askedByFirm].filter((name) => name !== null).join(", ");
    const facts = [
      asker && `Asked by ${asker}`,
      speakers.length > 0 && `Answered by ${speakers.join(", ")}`,
      outcome && capitalised(formatOutcome(outcome)),
    ].filter(Boolean);
    return [
      `### ${topic === null ? `Question ${index + 1}` : words(item, "topic", topic)}`,
      quote(words(item, "question", question)),
      answer === null ? "*No answer recorded*" : words(item, "answer", answer),
      ...(facts.length > 0 ? [`*${plain(facts.join(". "))}*`] : []),
    ];
  });
}

function analysts(content: NoteContent): string[] {
  const lines = itemsOf(content, "covering_analyst").map((item) =>
    [words(item, "name", item.fields.name), item.fields.firm && words(item, "firm", item.fields.firm)]
      .filter(Boolean)
      .join(", "),
  );
  return list(lines);
}

function sources(content: NoteContent): string[] {
  return list(
    content.sources.map(({ label, title, address, ...rest }) => {
      const facts = [title, formatKindAndDate(rest)].filter((text): text is string => Boolean(text));
      return [plain([formatLabel(label), ...facts].join(", ")), address && `<${address}>`].filter(Boolean).join(" ");
    }),
  );
}

function list(lines: string[]): string[] {
  return lines.length > 0 ? [lines.map((line) => `- ${line}`).join("\n")] : [];
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.map((cell) => cell.replaceAll("\n", "<br>")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function quote(text: string): string {
  return text
    .split("\n")
    .map((line) => `> ${line}`)
    .join("\n");
}

function stated(item: Item, field: string, text: string | null): string {
  return text === null ? "*not stated*" : words(item, field, text);
}

/** A field's text with its citation marks at their place. */
function words(item: Item, fields: string | readonly string[], text: string): string {
  return proseOf(item, fields, text)
    .map((piece) => ("label" in piece ? `[${plain(formatLabel(piece.label))}]` : plain(piece.text)))
    .join("");
}

/** Nothing in a text becomes markup, at the beginning of a line or within it. */
function plain(text: string): string {
  return text
    .replace(/[\\`*_{}[\]<>|~&#$]/g, (sign) => `\\${sign}`)
    .replace(/^(\s*)([-+=]|\d+[.)])/gm, (_, space: string, sign: string) =>
      /^\d/.test(sign) ? `${space}${sign.slice(0, -1)}\\${sign.slice(-1)}` : `${space}\\${sign}`,
    );
}
