import { sql } from "drizzle-orm";
import { connect } from "@/db/connect";
import { removeData, startEmbedded } from "@/db/embedded";
import { migrateDatabase } from "@/db/migrate";
import { throwawayFolder, throwawaySettings } from "@/db/throwaway";
import { expect, test } from "../fixtures";
import { OwnServer } from "../own-server";
import { ask } from "../raw";

test("A server says that it is not ready when its database lacks migrations or is gone, and that it lives all the same", async () => {
  const folder = await throwawayFolder("ready");
  const database = await startEmbedded(folder, { settings: throwawaySettings });
  await migrateDatabase(database.ownerUrl);
  const server = await OwnServer.start(database.url);
  const owner = connect(database.ownerUrl, { max: 1, name: "owner" });
  const says = async (path: string) => {
    const { status, text, headers } = await ask(server.url, { path });
    return [status, text, headers["retry-after"] ?? ""];
  };
  expect(await says("/api/readyz")).toEqual([200, "ready", ""]);
  await owner.db.execute(sql`
    update drizzle.__drizzle_migrations set created_at = created_at - 1
    where created_at = (select max(created_at) from drizzle.__drizzle_migrations)`);
  expect(await says("/api/readyz")).toEqual([503, "The database lacks migrations.", "5"]);
  await owner.db.execute(sql`
    update drizzle.__drizzle_migrations set created_at = created_at + 1
    where created_at = (select max(created_at) from drizzle.__drizzle_migrations)`);
  expect(await says("/api/readyz")).toEqual([200, "ready", ""]);
  await owner.close();
  await database.stop();
  expect(await says("/api/readyz")).toEqual([503, "The database does not answer.", "5"]);
  expect(await says("/api/healthz")).toEqual([200, "ok", ""]);
  await server.kill();
  await removeData(folder);
});
