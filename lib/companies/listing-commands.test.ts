import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, rolledBack, type TestDatabase } from "@/db/test-database";
import { listEvents } from "@/lib/audit/queries";
import type { UserActor } from "@/lib/context";
import { addCompanyOf, addTeam, as, editCompanyAs, openCompany } from "@/lib/world";
import { findCompany, findPrimaryTicker } from "./queries";

const haze = { ticker: "HAZE", exchange: "XNYS", name: "Haze Corp", currency: "USD", fiscalYearEnd: "3" };

describe("the listings of a company", () => {
  let base: TestDatabase;
  let writer: UserActor;
  let viewer: UserActor;

  beforeAll(async () => {
    base = await freshDatabase();
    ({ writer, viewer } = await addTeam(base.app));
  });
  afterAll(() => base.close());

  it("are retired when they are left out, lead on from then, and can be brought back", () =>
    rolledBack(base.app, async (db) => {
      const further = [{ ticker: "FOGX", exchange: "XLON" }];
      await editCompanyAs(db, writer, "FOG", { further });
      await editCompanyAs(db, writer, "FOG", { further: [] });
      expect((await findCompany(as(db, viewer), "FOG"))?.listings).toEqual([{ ticker: "FOG", exchange: "XNAS" }]);
      expect(await findPrimaryTicker(as(db, viewer), "FOGX")).toBe("FOG");
      await editCompanyAs(db, writer, "FOG", { further });
      expect((await findCompany(as(db, viewer), "FOG"))?.listings).toHaveLength(2);
    }));

  it("lead from a former ticker to the new one, and take the former one up again", () =>
    rolledBack(base.app, async (db) => {
      await editCompanyAs(db, writer, "FOG", { ticker: "MIST" });
      expect(await findCompany(as(db, viewer), "FOG")).toBeNull();
      expect(await findPrimaryTicker(as(db, viewer), "FOG")).toBe("MIST");
      expect(await findPrimaryTicker(as(db, viewer), "HAZE")).toBeNull();
      expect((await openCompany(db, writer, "FOG")).base.ticker).toBe("MIST");
      await editCompanyAs(db, writer, "MIST", { ticker: "FOG", further: [{ ticker: "MIST", exchange: "XNAS" }] });
      expect((await findCompany(as(db, viewer), "FOG"))?.listings).toEqual([
        { ticker: "FOG", exchange: "XNAS" },
        { ticker: "MIST", exchange: "XNAS" },
      ]);
    }));

  it("change places, and exchanges", () =>
    rolledBack(base.app, async (db) => {
      await editCompanyAs(db, writer, "FOG", { further: [{ ticker: "FOGX", exchange: "XLON" }] });
      const swapped = { ticker: "FOGX", exchange: "XLON", further: [{ ticker: "FOG", exchange: "XNAS" }] };
      await editCompanyAs(db, writer, "FOG", swapped);
      expect((await openCompany(db, writer, "FOGX")).base).toMatchObject(swapped);
      expect(await findPrimaryTicker(as(db, viewer), "FOG")).toBe("FOGX");
      await editCompanyAs(db, writer, "FOGX", { exchange: "XPAR" });
      expect((await openCompany(db, writer, "FOGX")).base.exchange).toBe("XPAR");
    }));

  it("are refused when they are another company's, and nothing stays behind", () =>
    rolledBack(base.app, async (db) => {
      await addCompanyOf(db, { ...haze, further: [{ ticker: "T", exchange: "XTSE" }] });
      const before = await listEvents(db);
      const ticker = editCompanyAs(db, writer, "FOG", { ticker: "HAZE", name: "Fog Group" });
      await expect(ticker).rejects.toMatchObject({ message: "HAZE is Haze Corp already.", field: "ticker" });
      const listing = editCompanyAs(db, writer, "FOG", {
        name: "Fog Group",
        further: [{ ticker: "T", exchange: "XTSE" }],
      });
      await expect(listing).rejects.toMatchObject({
        message: "T on XTSE is Haze Corp already.",
        field: "further.0.ticker",
      });
      expect((await openCompany(db, writer, "FOG")).base).toMatchObject({
        name: "Fog Works",
        ticker: "FOG",
        further: [],
      });
      expect(await listEvents(db)).toEqual(before);
    }));
});

it("Of two companies that want the same ticker at once, one gets it", async () => {
  const own = await freshDatabase();
  try {
    const { writer } = await addTeam(own.app);
    await addCompanyOf(own.app, haze);
    const results = await Promise.allSettled(
      ["FOG", "HAZE"].map((ticker) => editCompanyAs(own.app, writer, ticker, { ticker: "MIST" })),
    );
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const refused = results.find((result) => result.status === "rejected");
    expect(String(refused?.reason.message)).toMatch(/^MIST is (Fog Works|Haze Corp) already\.$/);
    const [row] = await own.sql.app`select count(*)::int as n from listings
      where ticker = 'MIST' and primary_since is not null and retired_at is null`;
    expect(row?.n).toBe(1);
  } finally {
    await own.close();
  }
});
