import type { ReactNode } from "react";
import { currentContext } from "@/app/_server/context";
import { openSettings } from "./places";
import { SettingsNav } from "./settings-nav";

/** The way between the pages of settings, where there are several; each asks for itself who may see it. */
export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const ctx = await currentContext();
  const places = ctx ? openSettings(ctx.actor) : [];
  return (
    <>
      {places.length > 1 && <SettingsNav places={places} />}
      {children}
    </>
  );
}
