import postgres from "postgres";

const tables = [
  "headlines",
  "takeaways",
  "guidance_rows",
  "topic_rows",
  "topic_mentions",
  "exchanges",
  "covering_analysts",
  "risk_assessments",
  "citations",
];

/** Copies of one of the demo's notes for companies that do not exist, a hundred quarters each; how many notes there are then. */
export async function addNotes(superUrl: string, count: number): Promise<number> {
  const sql = postgres(superUrl, { max: 1, onnotice: () => {} });
  try {
    await sql.begin(async (tx) => {
      await tx`select set_config('app.actor', 'system:bench', true)`;
      await tx`set local session_replication_role = replica`; // what is published can be written as it is
      await tx`create temp table model on commit drop as
        select revisions.* from revisions join notes on notes.id = note_id join listings using (company_id)
        where ticker = 'KC' and period = '2025-Q1' and state = 'published' limit 1`;
      await tx`create temp table made on commit drop as
        select gen_random_uuid() as note_id, gen_random_uuid() as revision_id, n / 100 as company,
          (2001 + (n % 100) / 4) || '-Q' || (n % 4 + 1) as period from generate_series(0, ${count - 1}::int) as n`;
      await tx`create temp table made_companies on commit drop as
        select gen_random_uuid() as id, company from made group by company`;
      await tx`insert into companies (id, name, reporting_currency, fiscal_year_end_month)
        select id, 'Made up ' || company, 'USD', 12 from made_companies`;
      await tx`insert into listings (company_id, ticker, exchange, primary_since)
        select id, 'MU' || company, 'XNAS', now() from made_companies`;
      await tx`insert into notes (id, company_id, period)
        select note_id, made_companies.id, period from made join made_companies using (company)`;
      await tx`insert into revisions (id, note_id, state, number, submitted_by, submitted_at, published_at, content, content_format, content_sha256)
        select made.revision_id, made.note_id, model.state, 1, submitted_by, submitted_at, published_at, content, content_format, content_sha256
        from made, model`;
      await tx`create temp table made_items on commit drop as
        select made.note_id, made.revision_id, old.item_id as old_id, gen_random_uuid() as id, items.kind, rank
        from made, model join revision_items as old on old.revision_id = model.id join items on items.id = old.item_id`;
      await tx`create index on made_items (old_id)`;
      await tx`insert into items (id, note_id, kind) select id, note_id, kind from made_items`;
      await tx`insert into revision_items (revision_id, item_id, note_id, rank) select revision_id, id, note_id, rank from made_items`;
      for (const table of tables) {
        const rest = await tx`select column_name as name from information_schema.columns
          where table_name = ${table} and column_name not in ('id', 'revision_id', 'item_id')`;
        const columns = rest.map(({ name }) => `"${name}"`).join();
        await tx.unsafe(`insert into ${table} (revision_id, item_id, ${columns})
          select made_items.revision_id, made_items.id, ${columns.replaceAll(/"\w+"/g, "old.$&")} from made_items
          join model on true join ${table} as old on old.revision_id = model.id and old.item_id = made_items.old_id`);
      }
    });
    await sql`set app.actor = 'system:bench'`;
    await sql`insert into audit_events (action, subject_kind, subject_id, before, after)
      select 'note.imported', 'revision', id, null, json_build_object('noteId', note_id, 'content', content) from revisions
      where id not in (select subject_id from audit_events)`;
    await sql`vacuum analyze`;
    await sql`checkpoint`; // or the writes of all this would go on beside what is measured
    const [row] = await sql`select count(*)::int as n from notes`;
    return row?.n ?? 0;
  } finally {
    await sql.end();
  }
}
