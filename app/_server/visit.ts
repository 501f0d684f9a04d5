import { headers } from "next/headers";
import { type Visit, visitOf } from "@/lib/auth/device";

/** From where a request comes; scripts/at-the-gate.ts wrote the address, whatever a client says. */
export async function currentVisit(): Promise<Visit> {
  const asked = await headers();
  return visitOf(asked.get("x-forwarded-for") ?? "", asked.get("user-agent") ?? "");
}
