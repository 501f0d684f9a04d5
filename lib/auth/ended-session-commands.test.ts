import { afterAll, beforeAll, expect, it } from "vitest";
import { freshDatabase, rolledBack, type TestDatabase } from "@/db/test-database";
import { listEvents } from "@/lib/audit/queries";
import type { UserActor } from "@/lib/context";
import { addMember } from "@/lib/world";
import { addFactor, beginFactor, removeFactor, replaceRecoveryCodes } from "./factor-commands";
import { findOwnFactor } from "./factor-queries";
import { codeOf } from "./fixtures/codes";
import { entered } from "./fixtures/entering";

let base: TestDatabase;
let ana: UserActor;

beforeAll(async () => {
  base = await freshDatabase();
  ana = (await addMember(base.app, { email: "ana@fog.example", name: "Ana", roles: ["analyst"] })).actor;
});
afterAll(() => base.close());

it("R17: A second factor is neither given up nor given new recovery codes by a session that was ended meanwhile", () =>
  rolledBack(base.app, async (db) => {
    const before = new Date(Date.now() - 120_000);
    const { ctx: begun, sessionId } = await entered(db, ana, "password", before);
    await beginFactor(begun);
    // Which puts another session in the place of this.
    await addFactor(begun, { sessionId, code: await codeOf(db, ana.id, before) });
    const now = new Date();
    const [ctx, code] = [{ ...begun, now }, await codeOf(db, ana.id, now)];
    await expect(removeFactor(ctx, { sessionId, code })).rejects.toThrow("signed out meanwhile");
    await expect(replaceRecoveryCodes(ctx, { sessionId, code })).rejects.toThrow("signed out meanwhile");
    expect(await findOwnFactor(ctx)).not.toBeNull();
    expect((await listEvents(db)).at(-1)).toMatchObject({ action: "user.factor_added" });
  }));
