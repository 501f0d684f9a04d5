import { z } from "zod";
import type { FieldRefusals } from "@/lib/errors";
import type { changeInput } from "./input";
import type { LinkTerms } from "./link";
import { endOf, type LinkFields } from "./link-fields";

const word = z.string().default("");

export const linkFields = z.object({
  label: word,
  policy: word,
  end: word,
  endDay: word,
  sameEnd: word,
  recipients: word,
  mayDownload: word,
  showsNewer: word,
  viewsMax: word,
}) satisfies z.ZodType<LinkFields>;

/** What a form sends of the password: itself, and where the link has one, `keep`, `change` or `remove`. */
export const passwordFields = z.object({ password: word, passwordChoice: word });

type Terms = Omit<z.input<typeof changeInput>, "linkId" | "version" | "password">;

/** What the commands ask for; what cannot be read is left for them to refuse. */
export function termsOf(fields: LinkFields): Terms & { recipients: string[] } {
  const { label, policy, recipients, mayDownload, showsNewer, viewsMax } = fields;
  return {
    label,
    policy: policy as LinkTerms["policy"],
    expiresAt: endOf(fields),
    recipients: recipients.split(/[\s,;]+/).filter((one) => one !== ""),
    mayDownload: mayDownload !== "",
    showsNewer: showsNewer !== "",
    viewsMax: readNumber(viewsMax.trim()),
  };
}

/** Null: it opens without one; undefined: whatever it has stays. */
export function passwordOf({ password, passwordChoice }: z.output<typeof passwordFields>): string | null | undefined {
  if (passwordChoice === "remove") return null;
  return passwordChoice === "keep" || (passwordChoice === "" && password === "") ? undefined : password;
}

/** Where no mail can be sent, nobody can prove an address: a link keeps those that it has, or loses them. */
export function unreachable(recipients: string[], had: string[]): FieldRefusals {
  if (recipients.every((one) => had.includes(one.toLowerCase()))) return {};
  return { recipients: "Mail is not set up here, so no code can prove an address." };
}

/** The end that a link has may have come; a new one has to lie ahead. */
export function overAlready(fields: LinkFields, now: Date): FieldRefusals {
  const end = endOf(fields);
  return fields.end !== "same" && end && end <= now ? { expiresAt: "The end of the link is over already." } : {};
}

function readNumber(text: string): number | null {
  if (text === "") return null;
  return /^\d+$/.test(text) ? Math.min(Number(text), Number.MAX_SAFE_INTEGER) : Number.NaN;
}
