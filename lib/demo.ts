import { readFileSync } from "node:fs";
import type { Role } from "@/lib/auth/roles";
import type { Database, UserActor } from "@/lib/context";
import { createDraft } from "@/lib/notes/commands";
import { itemsOf } from "@/lib/notes/content";
import { readContent } from "@/lib/notes/content-queries";
import type { Period } from "@/lib/notes/period";
import { approveRevision } from "@/lib/publishing/commands";
import { submitRevision } from "@/lib/review/commands";
import type { Assessment } from "@/lib/risks/assessment";
import { issueLink } from "@/lib/sharing/commands";
import { addCompanyOf, addMember, as, publishText, saveAs } from "@/lib/world";

type Account = { email: string; name: string; roles: Role[]; password: string };

const members = {
  analyst: { email: "ana@quarterdeck.example", name: "Ana Alder", roles: ["analyst"] },
  reviewer: { email: "rowan@quarterdeck.example", name: "Rowan Reed", roles: ["reviewer"] },
  viewer: { email: "vida@quarterdeck.example", name: "Vida Vale", roles: ["viewer"] },
  admin: { email: "ada@quarterdeck.example", name: "Ada Amory", roles: ["admin"] },
} satisfies Record<string, { email: string; name: string; roles: Role[] }>;

const texts = [
  "kc-2024-q2",
  "kc-2024-q3",
  "kc-2024-q4",
  "kc-2025-q1",
  "kc-2025-q2",
  "kc-2025-q3",
  "lbins-2024-q4",
  "lbins-2025-q1",
  "lbins-2025-q2",
  "lbins-2025-q3",
];

/** A demo text in the canonical form. */
export function demoText(name: string): string {
  return readFileSync(new URL(`../db/demo/${name}.txt`, import.meta.url), "utf8");
}

export const demoTexts = texts;

type Loading = { db: Database; say: (line: string) => void };

/** Fills an empty workspace, every step of it through the commands that people use. */
export async function loadDemo({ db, say }: Loading): Promise<{ accounts: Account[]; sharedLinkPath: string }> {
  const people = {
    analyst: await add("analyst"),
    reviewer: await add("reviewer"),
    viewer: await add("viewer"),
    admin: await add("admin"),
  };
  async function add(role: keyof typeof members) {
    const { actor, password } = await addMember(db, members[role]);
    return { actor, account: { ...members[role], password } };
  }
  const analyst = people.analyst.actor;
  const reviewer = people.reviewer.actor;
  await addCompanies(db);
  const published = new Map<string, string>();
  for (const [index, name] of texts.entries()) {
    const note = await publishText(db, {
      text: demoText(name),
      writer: analyst,
      reviewer,
      summary: "First note on the quarter",
    });
    published.set(name, note.revisionId);
    say(`Note ${index + 1} of ${texts.length}: ${note.ticker} ${note.period}, published as r${note.number}`);
  }
  const second = await reviseSecondRevision(db, analyst);
  await approveRevision(as(db, reviewer), second);
  say("KC 2024-Q4: second revision published");
  await draftInReview(db, analyst);
  say("KC 2025-Q3: a draft in review");
  const { token } = await issueLink(as(db, analyst), {
    revisionId: published.get("kc-2025-q1") ?? "",
    label: "Demo reader",
    expiresAt: null,
  });
  return { accounts: Object.values(people).map(({ account }) => account), sharedLinkPath: `/s/${token}` };
}

async function addCompanies(db: Database): Promise<void> {
  await addCompanyOf(db, {
    ticker: "KC",
    exchange: "XNAS",
    further: [{ ticker: "3896", exchange: "XHKG" }],
    name: "Kingsoft Cloud Holdings",
    currency: "CNY",
    fiscalYearEnd: "December",
    ownerEmail: members.analyst.email,
  });
  await addCompanyOf(db, {
    ticker: "LBINS",
    exchange: "XNYS",
    name: "Lantern Bay Instruments",
    currency: "USD",
    fiscalYearEnd: "December",
    ownerEmail: members.reviewer.email,
  });
}

type Rating = { ticker: string; period: Period; risk: string; assessment: Assessment };

/** Opens a draft and rates one of its risks, found by the beginning of its title. */
async function rate(db: Database, analyst: UserActor, { ticker, period, risk, assessment }: Rating) {
  const { revisionId } = await createDraft(as(db, analyst), { ticker, period });
  const content = await readContent(db, revisionId);
  const item = content && itemsOf(content, "takeaway").find(({ fields }) => fields.title.startsWith(risk));
  if (!content || !item) throw new Error(`The demo's ${ticker} ${period} has no risk that begins with ${risk}.`);
  await saveAs(db, analyst, revisionId, [
    { op: "set", kind: "takeaway", itemId: item.id, field: "assessment", base: item.assessment, value: assessment },
  ]);
  return { revisionId, content };
}

async function reviseSecondRevision(db: Database, analyst: UserActor) {
  const { revisionId } = await rate(db, analyst, {
    ticker: "KC",
    period: "2024-Q4",
    risk: "Little disclosure",
    assessment: {
      severity: "medium",
      likelihood: "possible",
      horizon: "0-12",
      status: "open",
      commentary: "Without prices, a change in the margin cannot be split into price and mix.",
    },
  });
  const { contentSha256 } = await submitRevision(as(db, analyst), { revisionId, summary: "Rate the pricing risk" });
  return { revisionId, contentSha256 };
}

async function draftInReview(db: Database, analyst: UserActor): Promise<void> {
  const { revisionId, content } = await rate(db, analyst, {
    ticker: "KC",
    period: "2025-Q3",
    risk: "Margin pressure",
    assessment: {
      severity: "medium",
      likelihood: "possible",
      horizon: "0-12",
      status: "open",
      commentary: "Two quarters of decline, then one rise. We keep the risk open until a second rise.",
    },
  });
  const row = itemsOf(content, "guidance_row")[0];
  if (!row) throw new Error("The demo's KC 2025-Q3 has no guidance.");
  await saveAs(db, analyst, revisionId, [
    {
      op: "set",
      kind: "guidance_row",
      itemId: row.id,
      field: "changeText",
      base: row.fields.changeText,
      value: "met in the first of the two quarters of H2 2025",
    },
  ]);
  await submitRevision(as(db, analyst), {
    revisionId,
    summary: "Reopen the margin risk; say which quarter met the guidance",
  });
}
