import { randomUUID } from "node:crypto";
import { invite } from "@/lib/people/invite-commands";
import { decideChanges } from "@/lib/review/decide-commands";
import { as } from "@/lib/world";
import type { World } from "./world";

/** What the names in an address stand for. */
export type Names = Record<string, string>;

/** The address of a route with these names filled in. */
export function fill(route: string, names: Names): string {
  return route.replace(/\[(?:\.\.\.)?(\w+)\]/g, (_, name: string) => names[name] ?? "");
}

/** Things to fill every address with, which are all there: a note of two revisions, a draft of it and one in review. */
export async function furnish(world: World): Promise<{ there: Names; inReview: Names; overtaken: Names }> {
  const { db } = world;
  const review = await world.inReview();
  const { seen } = await world.changes(review.draftId);
  await decideChanges(as(db, world.reviewer), {
    revisionId: review.draftId,
    verdict: "accepted",
    changes: seen.slice(0, 1),
  });
  const draft = await world.draft();
  const behind = await world.overtaken();
  const { linkId, token: path } = world.opened;
  const { id: person } = await world.member();
  const invited = { email: `i${randomUUID()}@doors.example`, roles: ["viewer" as const] };
  const { invitationId: invitation, token } = await invite(as(db, world.admin), invited);
  const common = {
    period: "2025-Q1",
    number: "r1",
    link: linkId,
    person,
    invitation,
    token: token ?? "",
    seq: "1",
    path,
  };
  return {
    there: { ...common, ticker: draft.ticker, revision: draft.draftId },
    inReview: { ...common, ticker: review.ticker, revision: review.draftId },
    overtaken: { ...common, ticker: behind.ticker, revision: behind.draftId },
  };
}

/** The same address of something that is not there, as long to the letter. */
export function absent(names: Names): Names {
  const other = (name: string, value: string) => {
    if (/^[0-9a-f-]{36}$/.test(value)) return randomUUID();
    if (name === "ticker") return `X${value.slice(1)}`;
    if (name === "period") return "2019-Q1";
    if (name === "number") return value.replace(/\d+/, "9");
    return name === "seq" ? "9".repeat(value.length) : "A".repeat(value.length);
  };
  return Object.fromEntries(Object.entries(names).map(([name, value]) => [name, other(name, value)]));
}

/** Which of the things an address is about. */
export function namesFor(route: string, { there, inReview, overtaken }: Awaited<ReturnType<typeof furnish>>): Names {
  if (route.startsWith("/review/")) return inReview;
  if (route.includes("/seen/")) return { ...there, number: "1" };
  return route.endsWith("/merge") ? overtaken : there;
}
