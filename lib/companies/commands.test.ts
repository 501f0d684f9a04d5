import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, rolledBack, type TestDatabase } from "@/db/test-database";
import { listEvents } from "@/lib/audit/queries";
import type { Database, UserActor } from "@/lib/context";
import { addMember, as } from "@/lib/world";
import { addCompany } from "./commands";
import { findCompany, listCompanies } from "./queries";

const company = { ticker: "FOG", exchange: "XNAS", name: "Fog Works", currency: "USD", fiscalYearEnd: "June" };

describe("a company", () => {
  let base: TestDatabase;
  let analyst: UserActor;
  let admin: UserActor;
  let viewer: UserActor;

  beforeAll(async () => {
    base = await freshDatabase();
    const add = async (name: string, role: "analyst" | "admin" | "viewer") =>
      (await addMember(base.app, { email: `${name.toLowerCase()}@fog.example`, name, roles: [role] })).actor;
    analyst = await add("Ana", "analyst");
    admin = await add("Ada", "admin");
    viewer = await add("Vic", "viewer");
  });
  afterAll(() => base.close());

  const expectNothing = async (db: Database) => {
    const [row] = await db.execute(sql`select
      (select count(*)::int from companies) as companies, (select count(*)::int from listings) as listings,
      (select count(*)::int from audit_events where action like 'company%') as events`);
    expect(row).toEqual({ companies: 0, listings: 0, events: 0 });
  };

  it("is added with its listings and its owner, and leaves one event", () =>
    rolledBack(base.app, async (db) => {
      const further = [
        { ticker: "fogx", exchange: "xlon" },
        { ticker: "0815", exchange: "XHKG" },
      ];
      const before = (await listEvents(db)).length;
      const added = await addCompany(as(db, analyst), { ...company, further, ownerEmail: "ana@fog.example" });
      expect(added.ticker).toBe("FOG");
      expect(await findCompany(as(db, viewer), "FOG")).toEqual({
        name: "Fog Works",
        ticker: "FOG",
        listings: [
          { ticker: "FOG", exchange: "XNAS" },
          { ticker: "0815", exchange: "XHKG" },
          { ticker: "FOGX", exchange: "XLON" },
        ],
        reportingCurrency: "USD",
        fiscalYearEndMonth: 6,
        owner: "Ana",
        notes: [],
      });
      expect(await listCompanies(as(db, viewer))).toEqual([
        { name: "Fog Works", ticker: "FOG", owner: "Ana", notes: 0, latest: null },
      ]);
      const events = await listEvents(db);
      expect(events).toHaveLength(before + 1);
      expect(events.at(-1)).toMatchObject({
        action: "company.added",
        subject: added.id,
        actor: `user:${analyst.id}`,
        before: null,
        after: {
          name: "Fog Works",
          ticker: "FOG",
          exchange: "XNAS",
          further: [
            { ticker: "0815", exchange: "XHKG" },
            { ticker: "FOGX", exchange: "XLON" },
          ],
          reportingCurrency: "USD",
          fiscalYearEndMonth: 6,
          owner: analyst.id,
        },
      });
    }));

  it("is added by an admin too, with one listing and nobody as its owner", () =>
    rolledBack(base.app, async (db) => {
      await addCompany(as(db, admin), company);
      expect(await findCompany(as(db, viewer), "FOG")).toMatchObject({
        listings: [{ ticker: "FOG", exchange: "XNAS" }],
        owner: null,
      });
    }));

  it("is refused to a viewer, for an owner who is no member, and for a listing that stands there twice", () =>
    rolledBack(base.app, async (db) => {
      await expect(addCompany(as(db, viewer), company)).rejects.toMatchObject({ reason: "forbidden" });
      const owned = addCompany(as(db, analyst), { ...company, ownerEmail: "nobody@fog.example" });
      await expect(owned).rejects.toMatchObject({
        message: expect.stringContaining("No member has the address nobody@fog.example"),
        field: "ownerEmail",
      });
      const blank = { ticker: "", exchange: "" };
      const twice = addCompany(as(db, analyst), { ...company, further: [blank, { ticker: "fog", exchange: "xnas" }] });
      await expect(twice).rejects.toMatchObject({
        message: "FOG on XNAS stands here twice. Remove one.",
        field: "further.1.ticker",
      });
      await expectNothing(db);
    }));

  it("is refused under a ticker or a listing that is taken, with the name of who has it, and nothing stays behind", () =>
    rolledBack(base.app, async (db) => {
      await addCompany(as(db, analyst), { ...company, further: [{ ticker: "T", exchange: "XTSE" }] });
      const before = await listEvents(db);
      const other = { ...company, name: "Other Fog" };
      const refusal = (input: Parameters<typeof addCompany>[1]) => expect(addCompany(as(db, analyst), input)).rejects;
      await refusal({ ...other, exchange: "XLON" }).toMatchObject({
        reason: "conflict",
        message: "FOG is Fog Works already.",
        field: "ticker",
      });
      await refusal({ ...other, ticker: "T", exchange: "XTSE" }).toMatchObject({
        message: "T on XTSE is Fog Works already.",
        field: "ticker",
      });
      await refusal({ ...other, ticker: "OTH", further: [{ ticker: "T", exchange: "XTSE" }] }).toMatchObject({
        message: "T on XTSE is Fog Works already.",
        field: "further.0.ticker",
      });
      expect((await listCompanies(as(db, viewer))).map(({ name }) => name)).toEqual(["Fog Works"]);
      expect(await listEvents(db)).toEqual(before);
    }));

  it("may have a ticker that another company has on another exchange, beside its primary one", () =>
    rolledBack(base.app, async (db) => {
      await addCompany(as(db, analyst), company);
      const other = { ...company, ticker: "OTH", name: "Other Fog", further: [{ ticker: "FOG", exchange: "XLON" }] };
      await addCompany(as(db, analyst), other);
      expect((await findCompany(as(db, viewer), "FOG"))?.name).toBe("Fog Works");
    }));
});

it("Of two people who add the same company at once, one is told that it is there already", async () => {
  const own = await freshDatabase();
  try {
    const { actor } = await addMember(own.app, { email: "ana@fog.example", name: "Ana", roles: ["analyst"] });
    const further = [{ ticker: "3896", exchange: "XHKG" }];
    const add = (ticker: string) => addCompany(as(own.app, actor), { ...company, ticker, further });
    const results = await Promise.allSettled([add("FOG"), add("FOG"), add("FOG"), add("MIST")]);
    const refusals = results.flatMap((each) => (each.status === "rejected" ? [String(each.reason.message)] : []));
    expect(refusals).toHaveLength(3);
    for (const refusal of refusals) expect(refusal).toMatch(/^(FOG|3896 on XHKG) is Fog Works already\.$/);
    const [row] = await own.sql.app`select (select count(*)::int from companies) as companies,
      (select count(*)::int from audit_events where action = 'company.added') as events`;
    expect(row).toEqual({ companies: 1, events: 1 });
  } finally {
    await own.close();
  }
});
