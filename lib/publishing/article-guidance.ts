import { hasFigures } from "@/lib/figures/find";
import { countChanges, formatChange } from "@/lib/guidance/change";
import { type ItemOf, itemsOf, type NoteContent } from "@/lib/notes/content";
import { formatPeriod } from "@/lib/notes/period";
import { changeChip, changeCount } from "./article-glyphs";
import { citingLabel, type Prose } from "./article-prose";
import { type Html, html, joined } from "./html";

type Row = ItemOf<"guidance_row">;

export function guidanceSection(content: NoteContent, labels: Map<string, string>, prose: Prose): Html {
  const rows = itemsOf(content, "guidance_row");
  if (rows.length === 0)
    return html`
      <section class="sect"><div class="sect-h"><h2>Guidance</h2></div>
        <p class="empty">No guidance in this note.</p>
      </section>`;
  return html`
    <section class="sect">
      <div class="sect-h"><h2>Guidance</h2><div class="tally">${tally(rows)}</div></div>
      <table class="tbl guid" role="table">
        <caption class="vh">Guidance, previous against current, ${formatPeriod(content.period)}</caption>
        <colgroup><col class="c-m"><col class="c-p"><col class="c-v"><col><col class="c-c"></colgroup>
        <thead role="rowgroup"><tr role="row">
          <th role="columnheader" scope="col">Metric</th>
          <th role="columnheader" scope="col">Period</th>
          <th role="columnheader" scope="col">Previous</th>
          <th role="columnheader" scope="col">Current</th>
          <th role="columnheader" scope="col">Change</th>
        </tr></thead>
        <tbody role="rowgroup">${rows.map((row) => tableRow(row, labels.get(row.id), prose))}</tbody>
      </table>
    </section>`;
}

function tableRow(row: Row, label: string | undefined, prose: Prose): Html {
  const { metric, change, changeText } = row.fields;
  const ownWords = changeText !== null && changeText.toLowerCase() !== formatChange(change);
  return html`
    <tr role="row" id="${label}">
      <th role="rowheader" scope="row">${citingLabel(row, label)}${prose(row, "metric", metric)}</th>
      ${cell(row, "period", "Period", prose)}
      ${cell(row, "previous", "Previous", prose)}
      ${cell(row, "current", "Current", prose)}
      <td role="cell">${changeChip(change)}
        ${
          (ownWords || row.citations.some(({ field }) => field === "changeText")) &&
          html`
          <span class="own" data-l="In the text">${prose(row, "changeText", changeText ?? "")}</span>`
        }
      </td>
    </tr>`;
}

function cell(row: Row, field: "period" | "previous" | "current", label: string, prose: Prose): Html {
  const text = row.fields[field];
  const quiet = text === null || saysNothing(text);
  const dash = quiet && field !== "period";
  const words = text === null ? html`not stated` : prose(row, field, text);
  return html`
    <td role="cell" data-l="${label}" class="${field}">
      ${quiet ? html`<span class="${dash ? "none dash" : "none"}">${words}</span>` : html`<span>${words}</span>`}
    </td>`;
}

/** Words that stand in for an empty cell, as `no prior guidance` and `Not specified` do. */
function saysNothing(text: string): boolean {
  const words =
    /^(no\b.{0,20}\bguidance\b|not (specified|stated|provided|addressed|mentioned|given|disclosed)\b|none$|n\/a$)/i;
  return words.test(text.trim()) && !hasFigures(text);
}

function tally(rows: Row[]): Html {
  const counts = countChanges(rows.map((row) => row.fields));
  const unknown = rows.filter((row) => row.fields.change === null).length;
  const directions = ["raised", "lowered", "maintained"] as const;
  const absent = directions.filter((change) => !counts.some((counted) => counted.change === change));
  const parts = counts.map(({ change, count }) => changeCount(change, count));
  if (unknown > 0) parts.push(changeCount(null, unknown));
  if (absent.length > 0) parts.push(html`<span>0 ${absent.join(", ").replace(/, (\w+)$/, " or $1")}</span>`);
  return joined(parts, " ");
}
