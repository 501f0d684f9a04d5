import bowser from "bowser";
import { lineOf, networkOf } from "@/lib/sharing/network";

/** From where somebody asks: what is counted together, and what their list of sessions says of it. */
export type Visit = {
  /** what one client surely has to itself */
  line: string;
  /** `203.0.113.0/24` or `2001:db8:7::/48`; `unknown` */
  network: string;
  /** `Safari on iOS, phone`; `unknown` */
  device: string;
};

const kinds: Record<string, string> = { desktop: "computer", mobile: "phone", tablet: "tablet", tv: "television" };

export function visitOf(address: string, userAgent: string): Visit {
  return { line: lineOf(address), network: networkOf(address), device: deviceOf(userAgent) };
}

function deviceOf(userAgent: string): string {
  if (userAgent === "") return "unknown";
  const { browser, os, platform } = bowser.parse(userAgent);
  const kind = kinds[platform.type ?? ""];
  const program = [browser.name || "Another browser", os.name && `on ${os.name}`]
    .filter(Boolean)
    .join(" ")
    .slice(0, 80);
  return kind ? `${program}, ${kind}` : program;
}
