import { type ItemOf, itemsOf, type NoteContent } from "@/lib/notes/content";
import { formatPeriodShort, type Period, shiftPeriod } from "@/lib/notes/period";
import { groupMentions, topicLevel } from "@/lib/topics/model";
import { trendTag } from "./article-glyphs";
import { citingLabel, type Prose } from "./article-prose";
import { type Html, html } from "./html";

type Topic = ItemOf<"topic_row">;

/** Quarters of a strip, the note's own last. */
const stripQuarters = [-3, -2, -1, 0];
const levelWords = ["not mentioned", "mentioned", "with figures"] as const;

export function topicsSection(content: NoteContent, labels: Map<string, string>, prose: Prose): Html {
  const topics = itemsOf(content, "topic_row");
  if (topics.length === 0)
    return html`
      <section class="sect"><div class="sect-h"><h2>Topics</h2></div>
        <p class="empty">No topics in this note.</p>
      </section>`;
  return html`
    <section class="sect">
      <div class="sect-h"><h2>Topics over four quarters</h2>
        <div class="legend" aria-hidden="true">
          <span><i class="l2"></i>with figures</span><span><i class="l1"></i>mentioned</span><span><i></i>not mentioned</span>
        </div>
      </div>
      <table class="tbl topics" role="table">
        <caption class="vh">Topics, ${formatPeriodShort(content.period)} and the three quarters before it</caption>
        <colgroup><col class="c-t"><col><col class="c-r"></colgroup>
        <thead role="rowgroup"><tr role="row">
          <th role="columnheader" scope="col">Topic</th>
          <th role="columnheader" scope="col">${formatPeriodShort(content.period)}</th>
          <th role="columnheader" scope="col">Trend</th>
        </tr></thead>
        ${topics.map((topic) => topicRows(topic, labels.get(topic.id), content.period, prose))}
      </table>
    </section>`;
}

function topicRows(item: Topic, label: string | undefined, period: Period, prose: Prose): Html {
  const { topic, current, trend, trendTag: tag, mentions } = item.fields;
  return html`
    <tbody role="rowgroup" id="${label}">
      <tr role="row">
        <th role="rowheader" scope="row"><h3>${citingLabel(item, label)}${prose(item, "topic", topic)}</h3>${strip(item, period)}</th>
        <td role="cell" class="cur">
          ${current === null ? html`<span class="none dash">not stated</span>` : prose(item, "current", current)}
        </td>
        <td role="cell" class="tr">
          ${tag && trendTag(tag)}
          ${trend !== null && html`<div>${prose(item, "trend", trend)}</div>`}
          ${tag === null && trend === null && html`<span class="none dash">not stated</span>`}
        </td>
      </tr>
      ${
        mentions.length > 0 &&
        html`
        <tr role="row"><td role="cell"></td>
          <td role="cell" colspan="2"><div class="earl">${earlier(item, prose)}</div></td>
        </tr>`
      }
    </tbody>`;
}

function strip(item: Topic, period: Period): Html {
  return html`
    <span class="strip">${stripQuarters.map((quarters) => {
      const quarter = shiftPeriod(period, quarters);
      const level = topicLevel(item.fields, quarter, period);
      const stated = quarters === 0 || item.fields.mentions.some((mention) => mention.period === quarter);
      return html`
        <span class="l${level}${quarters === 0 && " now"}">${formatPeriodShort(quarter)}
          <span class="vh">: ${stated ? levelWords[level] : "not stated"}. </span>
        </span>`;
    })}</span>`;
}

function earlier(item: Topic, prose: Prose): Html[] {
  return groupMentions(item.fields.mentions).map(({ periods, text, absent }) => {
    const fields = periods.map((period) => `mentions.${period}`);
    const classes = [absent && "nil", periods.length > 1 && `w${Math.min(periods.length, 3)}`]
      .filter(Boolean)
      .join(" ");
    return html`
      <div${classes && html` class="${classes}"`}><b>${formatRun(periods)}</b>${prose(item, fields, text)}</div>`;
  });
}

/** `Q2 – Q4 24` when the quarters follow each other, else each by itself. */
function formatRun(periods: readonly Period[]): string {
  const [first, ...rest] = periods;
  const last = rest.at(-1);
  if (!first || !last) return periods.map(formatPeriodShort).join("");
  const unbroken = rest.every((period, index) => period === shiftPeriod(periods[index] ?? period, 1));
  if (!unbroken) return periods.map(formatPeriodShort).join(", ");
  const [start, end] = [formatPeriodShort(first), formatPeriodShort(last)];
  return start.slice(3) === end.slice(3) ? `${start.slice(0, 2)} – ${end}` : `${start} – ${end}`;
}
