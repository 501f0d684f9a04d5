import { sharingSettings } from "@/db/schema/sharing";
import type { Database } from "@/lib/context";
import type { SharingSettings } from "./settings";

/** Asks nobody's leave: they are no secret of the team's. */
export async function readSharingSettings(db: Database): Promise<SharingSettings> {
  const { isOn, logsViews, viewsKeptDays } = sharingSettings;
  const [settings] = await db.select({ isOn, logsViews, viewsKeptDays }).from(sharingSettings);
  if (!settings) throw new Error("The workspace has no settings for sharing.");
  return settings;
}
