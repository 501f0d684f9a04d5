import { fold } from "./lines";

export type Section =
  | "takeaways"
  | "positives"
  | "risks"
  | "guidance"
  | "topics"
  | "exchanges"
  | "analysts"
  | "documents";

/** What people write above a section, folded. */
const headings: [Section, RegExp][] = [
  [
    "positives",
    /^(key |main )?(positives?( (takeaways?|points?|developments?|highlights?))?|what went well|strengths|highlights|bull (case|points)|upside|catalysts|tailwinds|opportunities|good news|pros)$/,
  ],
  [
    "risks",
    /^(key |main )?(risks?( factors?)?|negatives?( (takeaways?|points?))?|(risks|negatives|challenges) (and|&|\/) (risks|concerns|challenges|negatives|headwinds)|concerns|challenges|headwinds|weaknesses|what (is|was) at risk|what went wrong|bear (case|points)|downside|red flags|cons|watch ?(list|points))$/,
  ],
  [
    "takeaways",
    /^((key |main )?(takeaways|points|findings|messages)( (from|of) .{1,40})?|(executive )?summary|in brief|positives? (and|&|\/) (risks|negatives|concerns))$/,
  ],
  [
    "guidance",
    /^(management'?s? |financial |company |forward )?(guidance|outlook|forecasts?|targets)( (table|changes?|updates?|summary|overview|tracker|and outlook))?$/,
  ],
  [
    "topics",
    /^(key |main |recurring |tracked |discussion )?(topics?|themes?)( (table|tracker|over .{1,40}|evolution|discussed|tracking|trends?|by quarter|and trends?))?$/,
  ],
  [
    "exchanges",
    /^((analyst |earnings call |call )?(q ?& ?a|q and a|q\/a|qa|questions?( and | & |\/)answers?|questions)( (digest|summary|highlights|session|section|recap))?)$/,
  ],
  [
    "analysts",
    /^((research |sell-side |sell side |covering )?analysts?( coverage| list)?|(research )?analysts? covering ((?! (include|are|were) )[^:])+|covering (research )?analysts?( (at|of|for|on) [^:]+)?|(research|analyst) coverage)\.?$/,
  ],
  ["documents", /^(sources?|(source |cited )?documents?|references?|citations?|bibliography)( (list|cited))?$/],
];

/** The same in Chinese, which many of the companies' own teams write. */
const chinese: [Section, RegExp][] = [
  ["positives", /^(积极(因素|方面)?|利好(因素)?|亮点)$/],
  ["risks", /^(风险(因素|提示|点)?|利空(因素)?)$/],
  ["takeaways", /^(核心)?要点$/],
  ["guidance", /^((业绩|公司)?指引(变化)?|业绩展望)$/],
  ["topics", /^(讨论)?(主题|话题)$/],
  ["exchanges", /^问答(环节)?$/],
  ["analysts", /^覆盖分析师$/],
  ["documents", /^(资料)?来源$/],
];

/** The section that a line is the heading of; null when it is none. A bullet is none, a Markdown heading may be. */
export function sectionOf(text: string): Section | null {
  const words = fold(text)
    .replace(/^#{1,6}\s+/, "")
    .replace(/^(\d{1,2}|[ivx]{1,4})[.)]\s+/, "")
    .replace(/\s*:$/, "")
    .replace(/\s*\(\d{1,3}\)$|\s-\s\d{1,3}$/, "") // how many stand under it
    .replace(/^[*_]+|[*_]+$/g, "")
    .trim();
  if (words.length > 120) return null;
  return [...headings, ...chinese].find(([, pattern]) => pattern.test(words))?.[0] ?? null;
}

export function isTakeaways(section: Section | null): boolean {
  return section === "positives" || section === "risks" || section === "takeaways";
}
