import { whyNotReady } from "@/app/_server/readiness";

export const dynamic = "force-dynamic";

/** Whether the database answers too, and is at this version's level. */
export async function GET(): Promise<Response> {
  const sentence = await whyNotReady();
  if (sentence === null) return new Response("ready");
  return new Response(sentence, { status: 503, headers: { "Retry-After": "5" } });
}
