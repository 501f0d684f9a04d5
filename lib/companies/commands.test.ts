import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, rolledBack, type TestDatabase } from "@/db/test-database";
import { listEvents } from "@/lib/audit/queries";
import type { UserActor } from "@/lib/context";
import { inTransaction } from "@/lib/context";
import { addMember, as, builder } from "@/lib/world";
import { addCompany } from "./commands";
import { findCompany, findPrimaryTicker, listCompanies } from "./queries";

const company = { ticker: "FOG", exchange: "XNAS", name: "Fog Works", currency: "USD", fiscalYearEnd: "June" };

describe("a company", () => {
  let base: TestDatabase;
  let analyst: UserActor;

  beforeAll(async () => {
    base = await freshDatabase();
    analyst = (await addMember(base.app, { email: "ana@fog.example", name: "Ana", roles: ["analyst"] })).actor;
  });
  afterAll(() => base.close());

  it("is added with its listing and its owner, and leaves one event", () =>
    rolledBack(base.app, async (db) => {
      await addCompany(as(db, builder), { ...company, ownerEmail: "ana@fog.example" });
      expect(await findCompany(as(db, analyst), "FOG")).toEqual({
        name: "Fog Works",
        ticker: "FOG",
        listings: [{ ticker: "FOG", exchange: "XNAS" }],
        reportingCurrency: "USD",
        fiscalYearEndMonth: 6,
        owner: "Ana",
        notes: [],
      });
      expect(await listCompanies(as(db, analyst))).toEqual([
        { name: "Fog Works", ticker: "FOG", owner: "Ana", notes: 0, latest: null },
      ]);
      expect((await listEvents(db)).at(-1)).toMatchObject({ action: "company.added", after: { ticker: "FOG" } });
    }));

  it("is refused under a ticker that is taken, with the name of who has it, and nothing stays behind", () =>
    rolledBack(base.app, async (db) => {
      await addCompany(as(db, builder), company);
      const second = addCompany(as(db, builder), { ...company, name: "Other Fog" });
      await expect(second).rejects.toThrow("FOG is Fog Works already.");
      const [row] = await db.execute(sql`select count(*)::int as n from companies`);
      expect(row?.n).toBe(1);
    }));

  it("is refused to whoever is no admin, and for an owner who is no member", () =>
    rolledBack(base.app, async (db) => {
      await expect(addCompany(as(db, analyst), company)).rejects.toMatchObject({ reason: "forbidden" });
      const owned = addCompany(as(db, builder), { ...company, ownerEmail: "nobody@fog.example" });
      await expect(owned).rejects.toThrow("No member has the address");
    }));

  it("is led to by a former ticker", () =>
    rolledBack(base.app, async (db) => {
      const { id } = await addCompany(as(db, builder), company);
      await inTransaction(as(db, builder), (tx) =>
        tx.db.execute(sql`insert into listings (company_id, ticker, exchange, primary_since, retired_at)
          values (${id}, 'MIST', 'XNAS', now(), now())`),
      );
      expect(await findPrimaryTicker(as(db, analyst), "MIST")).toBe("FOG");
      expect(await findPrimaryTicker(as(db, analyst), "HAZE")).toBeNull();
      expect(await findCompany(as(db, analyst), "MIST")).toBeNull();
    }));
});
