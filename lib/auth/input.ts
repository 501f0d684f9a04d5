import { z } from "zod";
import { isStorable } from "@/lib/notes/text";
import { isSeen, seenError } from "@/lib/notes/unseen";
import { roles } from "./roles";

/** An address as it is kept: compatibility forms folded, lower case, one `@`. */
export const emailInput = z
  .string()
  .transform((typed) => typed.normalize("NFKC").trim().toLowerCase())
  .refine(
    (email) => email.length <= 254 && /^[^\s\p{C}@"',;<>()]+@[^\s\p{C}@"',;<>()]+\.[^\s\p{C}@"',;<>()]+$/u.test(email),
    {
      error: "Write one e-mail address, such as ana@example.com.",
    },
  );

export const entryMailInput = z.object({ email: emailInput, purpose: z.enum(["sign_in", "reset"]) });

export const signInInput = z.object({
  email: z.string().max(320),
  password: z.string().max(1_000),
});

/** A name as people see it. */
export const nameInput = z
  .string()
  .trim()
  .min(1, { error: "Write a name." })
  .max(200, { error: "Keep the name under 200 characters." })
  .refine(isStorable, { error: "The name has a character that cannot be kept. Remove it." })
  .refine(isSeen, { error: seenError });

/** At least one role, each once, in their order. */
export const rolesInput = z
  .array(z.enum(roles, { error: `A role is one of ${roles.join(", ")}.` }))
  .max(20)
  .min(1, { error: `Give at least one role: ${roles.join(", ")}.` })
  .transform((given) => roles.filter((role) => given.includes(role)));

export const addUserInput = z.object({ email: emailInput, name: nameInput.optional(), roles: rolesInput });
