/** Markup that is safe to send: made by `html` alone. */
export class Html {
  readonly #text: string;

  constructor(strings: readonly string[], values: readonly Value[]) {
    this.#text = strings.reduce((text, string, index) => text + write(values[index - 1]) + string);
  }

  toString(): string {
    return this.#text;
  }
}

type Value = string | number | Html | readonly Html[] | null | false | undefined;

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Safe in text and in a quoted attribute. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? "");
}

function write(value: Value): string {
  if (value === null || value === undefined || value === false) return "";
  if (value instanceof Html) return value.toString();
  if (Array.isArray(value)) return value.map(write).join("");
  return escapeHtml(String(value));
}

const tightened = new WeakMap<TemplateStringsArray, string[]>();

/** Template tag: values are escaped unless they are `Html`; line breaks of the template and the indentation after them go. */
export function html(strings: TemplateStringsArray, ...values: Value[]): Html {
  let tight = tightened.get(strings);
  if (!tight) {
    tight = strings.map((string) => string.replace(/\n\s*/g, ""));
    tightened.set(strings, tight);
  }
  return new Html(tight, values);
}

/** `Html` pieces with a separator between them. */
export function joined(pieces: readonly Html[], separator: string): Html {
  return html`${pieces.map((piece, index) => (index === 0 ? piece : html`${separator}${piece}`))}`;
}
