import { isReady } from "@/app/_server/readiness";

export const dynamic = "force-dynamic";

/** Whether the database answers too. */
export async function GET(): Promise<Response> {
  if (await isReady()) return new Response("ready");
  return new Response("The database does not answer.", { status: 503, headers: { "Retry-After": "5" } });
}
