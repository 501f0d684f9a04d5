import { formatOutcome } from "@/lib/exchanges/outcome";
import { capitalised } from "@/lib/notes/capitalised";
import { type ItemOf, itemsOf, type NoteContent } from "@/lib/notes/content";
import { citingLabel, type Prose } from "./article-prose";
import { type Html, html, joined } from "./html";

type Exchange = ItemOf<"exchange">;

export function exchangesSection(content: NoteContent, labels: Map<string, string>, prose: Prose): Html {
  const exchanges = itemsOf(content, "exchange");
  return html`
    <section class="sect"><div class="sect-h"><h2 id="exchanges">Q&amp;A digest</h2></div>
      ${exchanges.length === 0 && html`<p class="empty">No questions and answers in this note.</p>`}
      ${exchanges.map((item, index) => exchange(item, labels.get(item.id), index + 1, prose))}
    </section>`;
}

function exchange(item: Exchange, label: string | undefined, position: number, prose: Prose): Html {
  const { topic, question, answer, speakers, outcome } = item.fields;
  return html`
    <article class="qa" id="${label}">
      <h3>${citingLabel(item, label)}${topic === null ? html`Question ${position}` : prose(item, "topic", topic)}</h3>
      <div>
        <p class="q">${prose(item, "question", question)}</p>
        ${
          answer === null
            ? html`<p class="none dash">no answer recorded</p>`
            : html`<p class="a">${prose(item, "answer", answer, speakers)}</p>`
        }
        ${voices(item.fields)}
        ${outcome && html`<span class="tag line">${capitalised(formatOutcome(outcome))}</span>`}
      </div>
    </article>`;
}

function voices({ askedBy, askedByFirm, speakers }: Exchange["fields"]): Html | null {
  const asker = [askedBy, askedByFirm].filter((name) => name !== null).join(", ");
  const parts = [
    ...(asker ? [html`<span>Asked by ${asker}</span>`] : []),
    ...(speakers.length > 0 ? [html`<span>Answered by ${speakers.join(", ")}</span>`] : []),
  ];
  return parts.length > 0 ? html`<p class="by">${joined(parts, " ")}</p>` : null;
}

export function analystsSection(content: NoteContent, labels: Map<string, string>, prose: Prose): Html {
  const analysts = itemsOf(content, "covering_analyst");
  return html`
    <section class="sect"><div class="sect-h"><h2 id="analysts">Covering analysts</h2></div>
      ${
        analysts.length === 0
          ? html`<p class="empty">None recorded.</p>`
          : html`
        <ul class="list two">${analysts.map(
          (item) => html`
          <li id="${labels.get(item.id)}"><span>${prose(item, "name", item.fields.name)}</span> 
            ${item.fields.firm !== null && html`<span class="sec">${prose(item, "firm", item.fields.firm)}</span>`}
          </li>`,
        )}
        </ul>`
      }
    </section>`;
}
