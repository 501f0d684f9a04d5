import { isDeepStrictEqual } from "node:util";
import type { z } from "zod";
import { signInSettings } from "@/db/schema/auth";
import { recordEvent } from "@/lib/audit/record";
import { type Context, inTransaction } from "@/lib/context";
import { parseInput, Refused } from "@/lib/errors";
import { authorise } from "./permissions";
import { signInSettingsInput } from "./settings-input";

/** An event's subject is an id, and this one row has none: with a constant, all changes of it are found under one. */
const signInSettingsId = "5e771265-0000-4000-8000-7369676e696e";

/** Changes what everybody is asked who signs in, from the next request on, sessions that are open among them. */
export async function changeSignInSettings(ctx: Context, input: z.input<typeof signInSettingsInput>): Promise<void> {
  authorise(ctx.actor, "settings.sign_in");
  const { settings, base } = parseInput(signInSettingsInput, input);
  if (isDeepStrictEqual(settings, base)) return;
  await inTransaction(ctx, async (tx) => {
    const { asksFactor, trustsIssuer } = signInSettings;
    const [now] = await tx.db.select({ asksFactor, trustsIssuer }).from(signInSettings).for("update");
    if (!isDeepStrictEqual(now, base)) {
      throw new Refused("conflict", "Another admin changed this meanwhile. Look at what it says now, and save again.");
    }
    await tx.db.update(signInSettings).set(settings);
    await recordEvent(tx, {
      action: "settings.sign_in_changed",
      subject: signInSettingsId,
      before: base,
      after: settings,
    });
  });
}
