import { createServer } from "node:http";
import postgres from "postgres";

/** What a save cannot go below: one compare-and-set with its audit row, in a transaction, behind node:http. */
const [url = "", port = ""] = process.argv.slice(2);
const sql = postgres(url, { max: 10, onnotice: () => {} });

export type FloorSave = { actor: string; revisionId: string; itemId: string; base: string; value: string };

async function save({ actor, revisionId, itemId, base, value }: FloorSave): Promise<boolean> {
  return sql.begin(async (tx) => {
    await tx`select set_config('app.actor', ${`user:${actor}`}, true)`;
    const written = await tx`
      update takeaways set title = ${value}
      where revision_id = ${revisionId} and item_id = ${itemId} and title = ${base} returning item_id`;
    if (written.length === 0) return false;
    await tx`insert into audit_events (action, subject_kind, subject_id, before, after)
      values ('revision.edited', 'revision', ${revisionId}, ${tx.json({ itemId, value: base })}, ${tx.json({ itemId, value })})`;
    return true;
  });
}

const server = createServer((request, response) => {
  let body = "";
  request.setEncoding("utf8");
  request.on("data", (chunk: string) => (body += chunk));
  request.on("end", () => {
    save(JSON.parse(body)).then(
      (saved) => response.writeHead(saved ? 200 : 409).end(),
      (error: Error) => response.writeHead(500).end(error.message),
    );
  });
});
server.listen(Number(port), "127.0.0.1", () => process.send?.("listening"));
process.once("SIGTERM", () => process.exit(0));
