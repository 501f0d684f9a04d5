import { env } from "@/lib/env";

/** Whether mail can be sent at all; where it cannot, what would be in it is shown or not offered. */
export function mailIsConfigured(): boolean {
  return env().SMTP_URL !== undefined;
}
