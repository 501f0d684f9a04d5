import { saysNothing } from "@/lib/guidance/cell";
import { countChanges, formatAbsent, ownWords } from "@/lib/guidance/change";
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
      <section class="sect"><div class="sect-h"><h2 id="guidance">Guidance</h2></div>
        <p class="empty">No guidance in this note.</p>
      </section>`;
  return html`
    <section class="sect">
      <div class="sect-h"><h2 id="guidance">Guidance</h2><div class="tally">${tally(rows)}</div></div>
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
  const { metric, change } = row.fields;
  const own = ownWords(row.fields, row.citations);
  return html`
    <tr role="row" id="${label}">
      <th role="rowheader" scope="row">${citingLabel(row, label)}${prose(row, "metric", metric)}</th>
      ${cell(row, "period", "Period", prose)}
      ${cell(row, "previous", "Previous", prose)}
      ${cell(row, "current", "Current", prose)}
      <td role="cell">${changeChip(change)}
        ${own !== null && html`<span class="own" data-l="In the text">${prose(row, "changeText", own)}</span>`}
      </td>
    </tr>`;
}

function cell(row: Row, field: "period" | "previous" | "current", label: string, prose: Prose): Html {
  const text = row.fields[field];
  const quiet = saysNothing(text);
  const dash = quiet && field !== "period";
  const words = text === null ? html`not stated` : prose(row, field, text);
  return html`
    <td role="cell" data-l="${label}" class="${field}">
      ${quiet ? html`<span class="${dash ? "none dash" : "none"}">${words}</span>` : html`<span>${words}</span>`}
    </td>`;
}

function tally(rows: Row[]): Html {
  const fields = rows.map((row) => row.fields);
  const parts = countChanges(fields).map(({ change, count }) => changeCount(change, count));
  const unstated = fields.filter(({ change }) => change === null).length;
  if (unstated > 0) parts.push(changeCount(null, unstated));
  const absent = formatAbsent(fields);
  if (absent) parts.push(html`<span>${absent}</span>`);
  return joined(parts, " ");
}
