import { capitalised } from "@/lib/notes/capitalised";
import { type ItemOf, itemsOf, type NoteContent } from "@/lib/notes/content";
import { type Assessment, formatHorizon, severities } from "@/lib/risks/assessment";
import { minus, plus, ring } from "./article-glyphs";
import type { Prose } from "./article-prose";
import { type Html, html, joined } from "./html";

type Takeaway = ItemOf<"takeaway">;

export function takeawaysSection(content: NoteContent, labels: Map<string, string>, prose: Prose): Html {
  const all = itemsOf(content, "takeaway");
  const column = (kind: "positive" | "risk", head: Html, name: string) => {
    const some = all.filter((item) => item.fields.kind === kind);
    return html`
      <div>
        <h3>${head}${name} <span class="n">${some.length}</span></h3>
        ${some.map((item) => takeaway(item, labels.get(item.id) ?? "", prose))}
        ${some.length === 0 && html`<p class="empty">No ${name.toLowerCase()} in this note.</p>`}
      </div>`;
  };
  return html`
    <section class="sect"><h2 class="vh" id="takeaways">Takeaways</h2>
      <div class="take">${column("positive", html`<b class="up">${plus}</b>`, "Positives")}${column("risk", html`<b class="down">${minus}</b>`, "Risks")}</div>
    </section>`;
}

function takeaway(item: Takeaway, label: string, prose: Prose): Html {
  const { kind, title, body } = item.fields;
  const uncited = item.citations.length === 0;
  const risk = kind === "risk";
  return html`
    <article class="pt" id="${label}">
      <h4><span class="id">${label}</span> ${prose(item, "title", title)}</h4>
      <p>${prose(item, "body", body)}</p>
      ${
        (uncited || risk) &&
        html`
        <div class="foot">
          ${uncited && html`<span class="nocite">${ring}No source cited</span>`}
          ${risk && (item.assessment ? rating(item.assessment) : html`<span>Not rated</span>`)}
        </div>`
      }
      ${
        risk &&
        item.assessment?.commentary &&
        html`
        <p class="why"><b>Commentary</b> ${prose(item, "commentary", item.assessment.commentary)}</p>`
      }
    </article>`;
}

function rating({ severity, likelihood, horizon, status }: Assessment): Html {
  const level = severities.indexOf(severity);
  const pips = severities.map((_, index) => (index <= level ? html`<i class="on"></i>` : html`<i></i>`));
  return html`
    <span class="rates">${joined(
      [
        html`<span><span class="pips" aria-hidden="true">${pips}</span>Severity <b>${capitalised(severity)}</b></span>`,
        html`<span>Likelihood <b>${capitalised(likelihood)}</b></span>`,
        html`<span>Horizon <b>${formatHorizon(horizon)}</b></span>`,
        html`<span>Status <b>${capitalised(status)}</b></span>`,
      ],
      " ",
    )}</span>`;
}
