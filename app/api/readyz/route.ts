import { sql } from "drizzle-orm";
import { database } from "@/db/client";

export const dynamic = "force-dynamic";

/** Whether the database answers too. */
export async function GET(): Promise<Response> {
  try {
    await database().execute(sql`select 1`);
    return new Response("ready");
  } catch {
    return new Response("The database does not answer.", { status: 503, headers: { "Retry-After": "5" } });
  }
}
