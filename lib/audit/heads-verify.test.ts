import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { freshDatabase, type TestDatabase } from "@/db/test-database";
import type { UserActor } from "@/lib/context";
import { inTransaction } from "@/lib/context";
import { provideEnv } from "@/lib/env";
import { createDraft } from "@/lib/notes/commands";
import { noteText } from "@/lib/notes/fixtures/note-text";
import { approveRevision } from "@/lib/publishing/commands";
import { submitRevision } from "@/lib/review/commands";
import { importNote } from "@/lib/transfer/commands";
import { addTeam, as, builder, publishText } from "@/lib/world";
import { formatBreak } from "./chain";
import { recordOne, tamper } from "./fixtures/chained";
import { appendHeads, readHeads } from "./heads";
import { findBrokenEvent } from "./queries";
import { verdictOf } from "./verdict";
import { verifyTrail } from "./verify-queries";

let base: TestDatabase;
const verify = () => verifyTrail(as(base.app, builder));

describe("the heads that are kept outside the database", () => {
  let folder: string;
  let file: string;
  let team: Record<"writer" | "reviewer", UserActor>;
  beforeEach(async () => {
    base = await freshDatabase();
    folder = mkdtempSync(join(tmpdir(), "quarterdeck-heads-"));
    file = join(folder, "deeper", "audit-heads.jsonl");
    provideEnv({ AUDIT_HEADS: file });
    team = await addTeam(base.app);
  });
  afterEach(async () => {
    provideEnv({ AUDIT_HEADS: "" });
    vi.restoreAllMocks();
    rmSync(folder, { recursive: true });
    await base.close();
  });
  const publish = (quarter = "Q1 2025") =>
    publishText(base.app, { text: noteText.replace("Q1 2025", quarter), ...team, summary: "First" });
  const publications = async () => {
    const rows = await base.sql
      .app`select seq, sha256 from audit_events where action = 'revision.published' order by seq`;
    return rows.map(({ seq, sha256 }) => ({ seq: Number(seq), sha256 }));
  };
  const bySeq = async () => (await readHeads(file)).heads.toSorted((one, other) => one.seq - other.seq);

  it("R46: get a line at each publication, with its number and hash, and none at anything else", async () => {
    await publish();
    await publish("Q2 2025");
    await createDraft(as(base.app, team.writer), { ticker: "FOG", period: "2025-Q1" });
    expect((await readHeads(file)).heads).toEqual(await publications());
    expect(await verify()).toMatchObject({ broken: null, heads: 2, unheaded: [], unreadable: [] });
  });

  it("R46: tell that the last ten events were cut off, which the chain alone does not", async () => {
    for (let n = 0; n < 5; n++) await recordOne(base.app);
    await publish();
    const [head] = await publications();
    const cut = (head?.seq ?? 0) - 10;
    await tamper(base.sql.superuser, `delete from audit_events where seq > ${cut}`);
    expect(await findBrokenEvent(base.app)).toBeNull();
    const { broken } = await verify();
    expect(broken).toEqual({ what: "cut", seq: cut, head: head?.seq });
    expect(broken && formatBreak(broken, file)).toContain(`what came after event ${cut} was cut off`);
  });

  it("R46: tell that a trail was written anew, hash by hash", async () => {
    await publish();
    await tamper(base.sql.superuser, "update audit_events set actor = 'system:nobody' where seq = 3");
    const [{ last } = { last: 0 }] = await base.sql.app`select max(seq)::int as last from audit_events`;
    for (let seq = 3; seq <= last; seq++) {
      await tamper(
        base.sql.superuser,
        `update audit_events set previous_sha256 = (select sha256 from audit_events where seq = ${seq - 1}) where seq = ${seq}`,
      );
      await tamper(
        base.sql.superuser,
        `update audit_events as event set sha256 = audit_sha256(event) where seq = ${seq}`,
      );
    }
    expect(await findBrokenEvent(base.app)).toBeNull();
    expect((await verify()).broken).toEqual({ what: "rewritten", seq: (await publications())[0]?.seq });
  });

  it("R46: are all there when many publications are made at once", async () => {
    const ready = [];
    for (const year of [2020, 2021, 2022, 2023, 2024, 2025]) {
      const { revisionId } = await importNote(as(base.app, team.writer), noteText.replace("Q1 2025", `Q1 ${year}`));
      ready.push({
        revisionId,
        ...(await submitRevision(as(base.app, team.writer), { revisionId, summary: "First" })),
      });
    }
    await Promise.all(ready.map((each) => approveRevision(as(base.app, team.reviewer), each)));
    expect(await bySeq()).toEqual(await publications());
    expect(await bySeq()).toHaveLength(6);
  });

  it("R46: get no line of a publication that is rolled back, and one when what it is part of commits", async () => {
    const { revisionId } = await importNote(as(base.app, team.writer), noteText);
    const { contentSha256 } = await submitRevision(as(base.app, team.writer), { revisionId, summary: "First" });
    const within = async (end: () => void) =>
      inTransaction(as(base.app, team.reviewer), async (tx) => {
        await approveRevision(tx, { revisionId, contentSha256 });
        expect((await readHeads(file)).heads).toEqual([]);
        end();
      });
    const undone = within(() => {
      throw new Error("something after it");
    });
    await expect(undone).rejects.toThrow("something after it");
    expect((await readHeads(file)).heads).toEqual([]);
    await within(() => {});
    expect((await readHeads(file)).heads).toEqual(await publications());
  });

  it("R46: that cannot be written leave the publication out, are logged, missed by the next check, and can be added", async () => {
    const said = vi.spyOn(console, "error").mockImplementation(() => {});
    writeFileSync(join(folder, "deeper"), "a file where the folder should be");
    const { number } = await publish();
    expect(number).toBe(1);
    expect(said).toHaveBeenCalledWith(expect.stringMatching(/could not be written to .*What was published stands\./));
    rmSync(join(folder, "deeper"));
    const missed = await verify();
    expect(missed).toMatchObject({ broken: null, heads: 0, unheaded: await publications() });
    await appendHeads(file, missed.unheaded);
    expect(await verify()).toMatchObject({ broken: null, heads: 1, unheaded: [] });
  });

  it("R46: are read past a line that was cut short, which is told", async () => {
    await publish();
    chmodSync(file, 0o600);
    writeFileSync(file, `${readFileSync(file, "utf8")}{"seq":4,"sh\n`);
    await publish("Q2 2025");
    expect(await verify()).toMatchObject({ broken: null, heads: 2, unheaded: [], unreadable: [2] });
  });

  it("R46: are told to be unreadable when they are, and the chain is checked all the same", async () => {
    await publish();
    provideEnv({ AUDIT_HEADS: folder });
    const found = await verify();
    expect(found).toMatchObject({ broken: null, heads: 0, unheaded: [], failure: "EISDIR" });
    expect(verdictOf(found)).toMatchObject({
      holds: false,
      sentences: [expect.stringMatching(/^The chain holds/), expect.stringContaining("cannot be read (EISDIR)")],
    });
  });
});
