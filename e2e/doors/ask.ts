import { Agent, request } from "node:http";
import { createRequire } from "node:module";

type Encode = { encodeReply: (args: unknown[]) => Promise<string | FormData> };
/** As a page's own script encodes what it sends to an action. */
const { encodeReply }: Encode = createRequire(import.meta.url)(
  "next/dist/compiled/react-server-dom-webpack/client.node",
);

export type Answer = { status: number; headers: Record<string, string | string[] | undefined>; body: string };
type Asked = { method?: string; headers?: Record<string, string>; body?: Buffer | string };

const agent = new Agent({ keepAlive: true, maxSockets: 8 });

/** Asks for a path as it stands, which `fetch` would make neat, and follows nothing. */
export function ask(at: string, path: string, { method = "GET", headers = {}, body }: Asked = {}): Promise<Answer> {
  const { hostname, port } = new URL(at);
  return new Promise((resolve, reject) => {
    const sent = request({ agent, hostname, port, path, method, headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.once("error", reject);
      answer.once("end", () => {
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(parts).toString() });
      });
    });
    sent.once("error", reject);
    sent.end(body);
  });
}

/** What is sent to an action: what a form holds, or what a script hands over. */
export type Sent = { path: string } & ({ form: Record<string, string> } | { value: unknown });

type From = { cookie?: string | undefined; headers?: Record<string, string> };

/** Sends an action the request that a page with scripts sends; `origin` is that of the server unless `headers` say else. */
export async function sendAction(at: string, id: string, sent: Sent, { cookie, headers = {} }: From): Promise<Answer> {
  const args = "form" in sent ? [null, formData(sent.form)] : [sent.value];
  const { type, body } = await encoded(await encodeReply(args));
  const usual = { origin: at, accept: "text/x-component", "next-action": id, "content-type": type };
  return ask(at, sent.path, {
    method: "POST",
    headers: { ...usual, ...(cookie && { cookie }), "content-length": String(body.length), ...headers },
    body,
  });
}

/** Sends an action the request that a page without scripts sends. */
export async function sendForm(at: string, id: string, sent: Sent, { cookie, headers = {} }: From): Promise<Answer> {
  const form = formData("form" in sent ? sent.form : {});
  form.set("$ACTION_REF_1", "");
  form.set("$ACTION_1:0", JSON.stringify({ id, bound: "$@1" }));
  form.set("$ACTION_1:1", "[null]");
  form.set("$ACTION_KEY", "k1");
  const { type, body } = await encoded(form);
  const usual = { origin: at, "content-type": type, "content-length": String(body.length) };
  return ask(at, sent.path, { method: "POST", headers: { ...usual, ...(cookie && { cookie }), ...headers }, body });
}

function formData(fields: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

async function encoded(reply: string | FormData): Promise<{ type: string; body: Buffer }> {
  const whole = new Response(reply);
  return { type: whole.headers.get("content-type") ?? "", body: Buffer.from(await whole.arrayBuffer()) };
}

/** What an action came to: that it was done, or the sentence of its refusal. */
export function outcomeOf({ status, headers, body }: Answer): { done: true } | { refusal: string } {
  if (headers["x-action-redirect"]) return { done: true };
  const rows = rowsOf(Buffer.from(body));
  const first = /"a":"\$@(\w+)"/.exec(rows.get("0") ?? "")?.[1];
  const said = first && rows.get(first);
  if (!said || !/^[[{n]/.test(said)) return { refusal: `${status}: ${body.slice(0, 300)}` };
  const value = JSON.parse(said) as { refusal?: string | { sentence: string } } | null;
  if (!value?.refusal) return { done: true };
  return { refusal: typeof value.refusal === "string" ? value.refusal : value.refusal.sentence };
}

/** The rows of what React sends, by their names: each ends with its line, but for texts, which say how long they are. */
function rowsOf(sent: Buffer): Map<string, string> {
  const rows = new Map<string, string>();
  for (let at = 0; at < sent.length; ) {
    const colon = sent.indexOf(":", at);
    if (colon < 0) break;
    const name = sent.toString("latin1", at, colon);
    const text = /^T([0-9a-f]+),/.exec(sent.toString("latin1", colon + 1, colon + 12));
    const begin = colon + 1 + (text?.[0].length ?? 0);
    const line = sent.indexOf("\n", begin);
    const end = text ? begin + Number.parseInt(text[1] ?? "0", 16) : line < 0 ? sent.length : line;
    rows.set(name, sent.toString("utf8", begin, end));
    at = text ? end : end + 1;
  }
  return rows;
}
