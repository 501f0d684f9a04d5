import { z } from "zod";
import { emailInput } from "@/lib/auth/input";
import { isStorable } from "@/lib/notes/text";

const passwordMin = 10;
const recipientsMax = 100;

const recipient = z
  .string()
  .trim()
  .toLowerCase()
  .refine((text) => (text.startsWith("@") ? isAddress(`any${text}`) : isAddress(text)), {
    error: ({ input }) => `“${input}” is neither an address nor a domain such as @fund.example.`,
  });

function isAddress(text: string): boolean {
  return emailInput.safeParse(text).success;
}

const terms = {
  label: z
    .string()
    .trim()
    .min(1, { error: "Name the link after whoever it is for." })
    .max(200, { error: "Keep the name of the link under 200 characters." })
    .refine(isStorable, { error: "The name has a character that cannot be kept. Remove it." }),
  policy: z.enum(["revision", "latest"], { error: "Choose what the link shows." }).default("revision"),
  expiresAt: z.date({ error: "Choose the day on which the link ends." }).nullable(),
  recipients: z
    .array(recipient)
    .max(recipientsMax, { error: `A link has ${recipientsMax} addresses at most. Name a domain instead.` })
    .transform((all) => [...new Set(all)])
    .default([]),
  mayDownload: z.boolean().default(false),
  showsNewer: z.boolean().default(true),
  viewsMax: z
    .int({ error: "The number of views is no whole number." })
    .min(1, { error: "A link can be seen once at least." })
    .max(100_000, { error: "100,000 views at most. Leave the number empty for no limit." })
    .nullable()
    .default(null),
};

const password = z
  .string()
  .min(passwordMin, { error: `A link's password has ${passwordMin} characters or more.` })
  .max(128, { error: "A link's password has 128 characters at most." })
  .refine((text) => text.trim() === text, { error: "A link's password begins and ends with something that is seen." });

export function isLinkId(text: string): boolean {
  return z.uuid().safeParse(text).success;
}

export const issueInput = z.strictObject({
  /** the id that it shall have: a form that is sent twice makes one link */
  linkId: z.uuid().optional(),
  revisionId: z.uuid(),
  ...terms,
  /** null: it opens without one */
  password: password.nullable().default(null),
});

export const changeInput = z.strictObject({
  linkId: z.uuid({ error: "There is no such link." }),
  /** the one that whoever saves has seen */
  version: z.int(),
  ...terms,
  /** left out: it stays as it is; null: it is taken away */
  password: password.nullable().optional(),
});

export const linkIdsInput = z
  .array(z.uuid({ error: "There is no such link." }))
  .min(1, { error: "Choose at least one link." })
  .max(500, { error: "End 500 links at once at most." });

/** An address as somebody types it at the door; null: it is none. */
export function typedAddress(text: string): string | null {
  const address = text.trim().toLowerCase();
  return isAddress(address) ? address : null;
}

const yesOrNo = z.enum(["yes", "no"], { error: "Choose yes or no." }).transform((word) => word === "yes");
const days = z
  .string()
  .trim()
  .regex(/^\d{1,4}$/, { error: "Keep views for 1 to 3,650 days." })
  .transform(Number)
  .refine((n) => n >= 1 && n <= 3650, { error: "Keep views for 1 to 3,650 days." });

/** What the form of the sharing settings sends; `base…`: what it showed when it was opened. */
export const sharingSettingsInput = z
  .strictObject({
    isOn: yesOrNo,
    logsViews: yesOrNo,
    viewsKeptDays: days,
    baseIsOn: yesOrNo,
    baseLogsViews: yesOrNo,
    baseViewsKeptDays: days,
  })
  .transform(({ isOn, logsViews, viewsKeptDays, baseIsOn, baseLogsViews, baseViewsKeptDays }) => ({
    settings: { isOn, logsViews, viewsKeptDays },
    base: { isOn: baseIsOn, logsViews: baseLogsViews, viewsKeptDays: baseViewsKeptDays },
  }));
