import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, rolledBack, type TestDatabase } from "@/db/test-database";
import { listEvents } from "@/lib/audit/queries";
import { sha256 } from "@/lib/auth/token";
import type { UserActor } from "@/lib/context";
import { inTransaction } from "@/lib/context";
import { canonicalText } from "@/lib/notes/content";
import { readContent } from "@/lib/notes/content-queries";
import { findNote } from "@/lib/notes/queries";
import { approveRevision } from "@/lib/publishing/commands";
import { submitRevision } from "@/lib/review/commands";
import { importNote } from "@/lib/transfer/commands";
import { addCompanyOf, addTeam, as, builder, editCompanyAs, openCompany } from "@/lib/world";
import { editCompany } from "./edit-commands";
import { findCompany } from "./queries";

const haze = { ticker: "HAZE", exchange: "XNYS", name: "Haze Corp", currency: "USD", fiscalYearEnd: "3" };

function noteOf(period: string): string {
  return `Format: quarterdeck 1\nFOG ${period}: Orders recover\n`;
}

describe("editing a company", () => {
  let base: TestDatabase;
  let writer: UserActor;
  let reviewer: UserActor;
  let viewer: UserActor;

  beforeAll(async () => {
    base = await freshDatabase();
    ({ writer, reviewer, viewer } = await addTeam(base.app));
  });
  afterAll(() => base.close());

  it("changes every fact of it, and leaves one event with what was before and what is after", () =>
    rolledBack(base.app, async (db) => {
      const before = (await listEvents(db)).length;
      const further = [{ ticker: "fogx", exchange: "xlon" }];
      const change = { name: "Fog Group", currency: "eur", fiscalYearEnd: "6", ownerEmail: "rob@fog.example", further };
      expect(await editCompanyAs(db, writer, "FOG", change)).toEqual({ ticker: "FOG" });
      expect(await findCompany(as(db, viewer), "FOG")).toMatchObject({
        name: "Fog Group",
        listings: [
          { ticker: "FOG", exchange: "XNAS" },
          { ticker: "FOGX", exchange: "XLON" },
        ],
        reportingCurrency: "EUR",
        fiscalYearEndMonth: 6,
        owner: reviewer.name,
      });
      const events = await listEvents(db);
      expect(events).toHaveLength(before + 1);
      const unchanged = { ticker: "FOG", exchange: "XNAS" };
      expect(events.at(-1)).toMatchObject({
        action: "company.edited",
        actor: `user:${writer.id}`,
        before: {
          ...unchanged,
          name: "Fog Works",
          further: [],
          reportingCurrency: "USD",
          fiscalYearEndMonth: 12,
          owner: null,
        },
        after: {
          ...unchanged,
          name: "Fog Group",
          further: [{ ticker: "FOGX", exchange: "XLON" }],
          reportingCurrency: "EUR",
          fiscalYearEndMonth: 6,
          owner: reviewer.id,
        },
      });
    }));

  it("gives it to nobody again, and leaves it with an owner who has left meanwhile", () =>
    rolledBack(base.app, async (db) => {
      await editCompanyAs(db, writer, "FOG", { ownerEmail: "rob@fog.example" });
      await inTransaction(as(db, builder), (tx) =>
        tx.db.execute(sql`update users set disabled_at = now() where email = 'rob@fog.example'`),
      );
      await editCompanyAs(db, writer, "FOG", { currency: "EUR" });
      expect((await findCompany(as(db, viewer), "FOG"))?.owner).toBe(reviewer.name);
      await editCompanyAs(db, writer, "FOG", { ownerEmail: "" });
      expect((await findCompany(as(db, viewer), "FOG"))?.owner).toBeNull();
    }));

  it("writes nothing when nothing is different", () =>
    rolledBack(base.app, async (db) => {
      await editCompanyAs(db, writer, "FOG", {
        further: [
          { ticker: "B-1", exchange: "XLON" },
          { ticker: "B.1", exchange: "XLON" },
        ],
      });
      const before = await listEvents(db);
      await editCompanyAs(db, writer, "FOG", { name: " Fog Works ", currency: "usd" });
      expect(await listEvents(db)).toEqual(before);
    }));

  it("is refused to a viewer, and for a company that is not there", () =>
    rolledBack(base.app, async (db) => {
      const company = await openCompany(db, writer, "FOG");
      const edited = { ...company, name: "Viewed" };
      await expect(editCompany(as(db, viewer), edited)).rejects.toMatchObject({ reason: "forbidden" });
      const elsewhere = editCompany(as(db, writer), { ...edited, companyId: writer.id });
      await expect(elsewhere).rejects.toMatchObject({ reason: "not_found" });
    }));

  it("is refused when somebody changed the company since, says what, and overwrites nothing", () =>
    rolledBack(base.app, async (db) => {
      const company = await openCompany(db, writer, "FOG");
      await editCompanyAs(db, reviewer, "FOG", { currency: "EUR", ownerEmail: "rob@fog.example" });
      const before = await listEvents(db);
      const late = editCompany(as(db, writer), { ...company, name: "Fog Group" });
      await expect(late).rejects.toMatchObject({
        reason: "conflict",
        message:
          "Somebody changed the currency and the owner of this company since you opened it. Nothing of yours is saved yet: look it over and save again.",
      });
      expect((await openCompany(db, writer, "FOG")).base).toMatchObject({ name: "Fog Works", currency: "EUR" });
      expect(await listEvents(db)).toEqual(before);
    }));

  it("keeps name and ticker while a revision under them is in review, and lets everything else change", () =>
    rolledBack(base.app, async (db) => {
      const { revisionId } = await importNote(as(db, writer), noteOf("Q1 2025"));
      await editCompanyAs(db, writer, "FOG", { name: "Fog Group" });
      const { contentSha256 } = await submitRevision(as(db, writer), { revisionId, summary: "First" });
      await expect(editCompanyAs(db, writer, "FOG", { name: "Fog" })).rejects.toMatchObject({
        reason: "conflict",
        message: "Q1 2025 is in review under this name. Publish it or take it back to draft first.",
        field: "name",
      });
      const second = await importNote(as(db, writer), noteOf("Q2 2025"));
      await submitRevision(as(db, writer), { revisionId: second.revisionId, summary: "First" });
      await expect(editCompanyAs(db, writer, "FOG", { ticker: "MIST" })).rejects.toMatchObject({
        message: "Q1 2025 and Q2 2025 are in review under this ticker. Publish them or take them back to draft first.",
        field: "ticker",
      });
      await editCompanyAs(db, writer, "FOG", { currency: "EUR", exchange: "XNYS" });
      await approveRevision(as(db, reviewer), { revisionId, contentSha256 });
    }));

  it("leaves a published note under the name and the ticker that were approved, at the new address", () =>
    rolledBack(base.app, async (db) => {
      const { revisionId } = await importNote(as(db, writer), noteOf("Q1 2025"));
      const { contentSha256 } = await submitRevision(as(db, writer), { revisionId, summary: "First" });
      await approveRevision(as(db, reviewer), { revisionId, contentSha256 });
      await editCompanyAs(db, writer, "FOG", { name: "Mist Works", ticker: "MIST" });
      const note = await findNote(as(db, viewer), "MIST", "2025-Q1");
      expect(note).toMatchObject({ ticker: "MIST", content: { ticker: "FOG", company: "Fog Works" } });
    }));
});

describe("when two write at once", () => {
  let base: TestDatabase;
  let writer: UserActor;

  beforeAll(async () => {
    base = await freshDatabase();
    ({ writer } = await addTeam(base.app));
  });
  afterAll(() => base.close());

  it("one of two edits of the same reading is refused", async () => {
    const company = await openCompany(base.app, writer, "FOG");
    const results = await Promise.allSettled(
      ["EUR", "CNY", "JPY"].map((currency) => editCompany(as(base.app, writer), { ...company, currency })),
    );
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const events = await listEvents(base.app);
    expect(events.filter(({ action }) => action === "company.edited")).toHaveLength(1);
  });

  it("a note that is submitted while its company is renamed is in review under the name that the company has", async () => {
    await addCompanyOf(base.app, { ...haze, ticker: "DEW", name: "Dew 0" });
    for (let round = 1; round <= 8; round += 1) {
      const text = `Format: quarterdeck 1\nDEW Q1 ${2010 + round}: Orders recover\n`;
      const { revisionId } = await importNote(as(base.app, writer), text);
      const [submitted] = await Promise.all([
        submitRevision(as(base.app, writer), { revisionId, summary: "First" }),
        editCompanyAs(base.app, writer, "DEW", { name: `Dew ${round}` }).catch((error) =>
          expect(error.field).toBe("name"),
        ),
      ]);
      const content = await readContent(base.app, revisionId);
      expect(sha256(content ? canonicalText(content) : "")).toBe(submitted.contentSha256);
      await base.owner.transaction(async (tx) => {
        await tx.execute(sql`select set_config('app.actor', 'system:test', true)`);
        await tx.execute(sql`update revisions set state = 'draft', content = null, content_format = null,
          content_sha256 = null where id = ${revisionId}`);
      });
    }
  });
});
