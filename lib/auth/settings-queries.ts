import { signInSettings } from "@/db/schema/auth";
import type { Context } from "@/lib/context";
import { authorise } from "./permissions";
import type { SignInSettings } from "./sign-in-settings";

export async function readSignInSettings({ db, actor }: Context): Promise<SignInSettings> {
  authorise(actor, "settings.sign_in");
  const { asksFactor, trustsIssuer } = signInSettings;
  const [settings] = await db.select({ asksFactor, trustsIssuer }).from(signInSettings);
  if (!settings) throw new Error("The workspace has no settings for signing in.");
  return settings;
}
