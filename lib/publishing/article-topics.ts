import { type ItemOf, itemsOf, type NoteContent } from "@/lib/notes/content";
import { formatPeriodShort, type Period } from "@/lib/notes/period";
import { formatLevel, formatPeriods, groupMentions, stripOf } from "@/lib/topics/model";
import { trendTag } from "./article-glyphs";
import { citingLabel, type Prose } from "./article-prose";
import { type Html, html } from "./html";

type Topic = ItemOf<"topic_row">;

export function topicsSection(content: NoteContent, labels: Map<string, string>, prose: Prose): Html {
  const topics = itemsOf(content, "topic_row");
  if (topics.length === 0)
    return html`
      <section class="sect"><div class="sect-h"><h2 id="topics">Topics</h2></div>
        <p class="empty">No topics in this note.</p>
      </section>`;
  const hasGaps = topics.some(({ fields }) => stripOf(fields, content.period).some(({ level }) => level === null));
  return html`
    <section class="sect">
      <div class="sect-h"><h2 id="topics">Topics over four quarters</h2>
        <div class="legend" aria-hidden="true">
          <span><i class="l2"></i>${formatLevel(2)}</span><span><i class="l1"></i>${formatLevel(1)}</span><span><i></i>${formatLevel(0)}</span>
          ${hasGaps && html`<span>no line: ${formatLevel(null)}</span>`}
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

function strip(item: Topic, own: Period): Html {
  return html`
    <span class="strip">${stripOf(item.fields, own).map(
      ({ period, level }) => html`
        <span class="${level === null ? "gap" : `l${level}`}${period === own && " now"}">${formatPeriodShort(period)}
          <span class="vh">: ${formatLevel(level)}. </span>
        </span>`,
    )}</span>`;
}

function earlier(item: Topic, prose: Prose): Html[] {
  return groupMentions(item.fields.mentions).map(({ periods, text, absent }) => {
    const fields = periods.map((period) => `mentions.${period}`);
    const classes = [absent && "nil", periods.length > 1 && `w${Math.min(periods.length, 3)}`]
      .filter(Boolean)
      .join(" ");
    return html`
      <div${classes && html` class="${classes}"`}><b>${formatPeriods(periods)}</b>${prose(item, fields, text)}</div>`;
  });
}
