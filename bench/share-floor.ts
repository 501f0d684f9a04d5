import { createHash } from "node:crypto";
import { createServer } from "node:http";
import postgres from "postgres";
import { html } from "@/lib/publishing/html";

/** The least that shows a note to whoever has a link: one query and its rows in a table, behind node:http. */
const [url = "", port = ""] = process.argv.slice(2);
const sql = postgres(url, { max: 4, onnotice: () => {} });

type Item = { kind: string; fields: Record<string, unknown> };

async function pageOf(token: string): Promise<string> {
  const hash = createHash("sha256").update(token).digest("hex");
  const [row] = await sql`
    select content from share_links join revisions on revisions.id = share_links.revision_id
    where token_sha256 = ${hash}`;
  const { items }: { items: Item[] } = JSON.parse(row?.content);
  const cells = ({ kind, fields }: Item) =>
    [kind, ...Object.values(fields).map(text)].map((each) => html`<td>${each}</td>`);
  return html`<!doctype html><table>${items.map((item) => html`<tr>${cells(item)}</tr>`)}</table>`.toString();
}

function text(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

const server = createServer((request, response) => {
  pageOf(request.url?.slice("/s/".length) ?? "").then(
    (page) => response.writeHead(200, { "Content-Type": "text/html; charset=utf-8" }).end(page),
    (error: Error) => response.writeHead(500).end(error.message),
  );
});
server.listen(Number(port), "127.0.0.1", () => process.send?.("listening"));
process.once("SIGTERM", () => process.exit(0));
