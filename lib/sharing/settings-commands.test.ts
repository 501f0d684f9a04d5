import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, rolledBack, type TestDatabase } from "@/db/test-database";
import { listEvents } from "@/lib/audit/queries";
import { type Database, inTransaction, type UserActor } from "@/lib/context";
import { addMember, addTeam, as } from "@/lib/world";
import type { SharingSettings } from "./settings";
import { changeSharingSettings, sharingSettingsId } from "./settings-commands";
import { readSharingSettings } from "./settings-queries";

const first: SharingSettings = { isOn: true, logsViews: true, viewsKeptDays: 90 };
const closed: SharingSettings = { isOn: false, logsViews: false, viewsKeptDays: 1 };

let base: TestDatabase;
let team: Awaited<ReturnType<typeof addTeam>>;
let admin: UserActor;
beforeAll(async () => {
  base = await freshDatabase();
  team = await addTeam(base.app);
  admin = (await addMember(base.app, { email: "ada@fog.example", name: "ada", roles: ["admin"] })).actor;
});
afterAll(() => base.close());

const word = (yes: boolean) => (yes ? "yes" : "no");
const change = (
  db: Database,
  to: SharingSettings,
  { from = first, actor = admin, days = `${to.viewsKeptDays}` } = {},
) =>
  changeSharingSettings(as(db, actor), {
    isOn: word(to.isOn),
    logsViews: word(to.logsViews),
    viewsKeptDays: days,
    baseIsOn: word(from.isOn),
    baseLogsViews: word(from.logsViews),
    baseViewsKeptDays: `${from.viewsKeptDays}`,
  });

describe("the settings of sharing", () => {
  it("leave links open and keep views for 90 days, until an admin changes them, which leaves one event", () =>
    rolledBack(base.app, async (db) => {
      expect(await readSharingSettings(db)).toEqual(first);
      const events = (await listEvents(db)).length;
      await change(db, closed);
      await change(db, closed, { from: closed });
      expect(await readSharingSettings(db)).toEqual(closed);
      expect((await listEvents(db)).slice(events)).toMatchObject([
        {
          action: "settings.sharing_changed",
          subject: sharingSettingsId,
          actor: `user:${admin.id}`,
          before: first,
          after: closed,
        },
      ]);
    }));

  it("are changed by an admin alone", () =>
    rolledBack(base.app, async (db) => {
      for (const actor of [team.viewer, team.other, team.reviewer]) {
        await expect(change(db, closed, { actor })).rejects.toMatchObject({ reason: "forbidden" });
      }
      expect(await readSharingSettings(db)).toEqual(first);
    }));

  it("are not changed over what another admin has made of them, nor to what there is not; nothing is left behind", () =>
    rolledBack(base.app, async (db) => {
      await change(db, { ...first, viewsKeptDays: 30 });
      const events = (await listEvents(db)).length;
      await expect(change(db, closed)).rejects.toMatchObject({ reason: "conflict" });
      for (const days of ["0", "3651", "-1", "1.5", "", "many"]) {
        const asked = change(db, first, { from: { ...first, viewsKeptDays: 30 }, days });
        await expect(asked, days).rejects.toMatchObject({ reason: "invalid", field: "viewsKeptDays" });
      }
      expect(await readSharingSettings(db)).toEqual({ ...first, viewsKeptDays: 30 });
      expect(await listEvents(db)).toHaveLength(events);
    }));

  it("stay one row of a number of days that there is, whatever is tried in SQL", async () => {
    const tried = (db: Database, statement: string) =>
      inTransaction(as(db, admin), (tx) => tx.db.execute(sql.raw(statement)));
    const codes = {
      "update sharing_settings set views_kept_days = 0": "23514",
      "update sharing_settings set views_kept_days = 3651": "23514",
      'update sharing_settings set "only" = false': "23514",
      "insert into sharing_settings default values": "23505",
      "delete from sharing_settings": "42501",
    };
    for (const [statement, code] of Object.entries(codes)) {
      await expect(tried(base.owner, statement), statement).rejects.toMatchObject({ cause: { code } });
    }
    for (const statement of ["insert into sharing_settings default values", "delete from sharing_settings"]) {
      await expect(tried(base.app, statement), statement).rejects.toMatchObject({ cause: { code: "42501" } });
    }
    const unnamed = base.app.execute(sql`update sharing_settings set is_on = false`);
    await expect(unnamed).rejects.toMatchObject({ cause: { code: "42501" } });
    expect(await readSharingSettings(base.app)).toEqual(first);
  });
});
