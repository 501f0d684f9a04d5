import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { requireContext } from "@/app/_server/context";
import head from "@/app/_ui/head.module.css";
import { may } from "@/lib/auth/permissions";
import { readSharingSettings } from "@/lib/sharing/settings-queries";
import style from "../settings-form.module.css";
import { changeSharingSettingsAction } from "./actions";
import { SharingSettingsForm } from "./sharing-settings-form";

export const metadata: Metadata = { title: "Sharing settings" };

/** For admins; nobody else knows of the page. */
export default async function SharingSettingsPage({ searchParams }: { searchParams: Promise<{ saved?: string }> }) {
  const ctx = await requireContext();
  if (!may(ctx.actor, "settings.sharing")) notFound();
  const [settings, { saved }] = await Promise.all([readSharingSettings(ctx.db), searchParams]);
  return (
    <main id="main" className={style.page}>
      <div className={head.head}>
        <h1 className={head.title}>Sharing</h1>
      </div>
      <p className={style.lead}>
        What holds for every shared link of the workspace. A change counts from the next time that somebody opens one.
      </p>
      {saved !== undefined && (
        <p className={style.saved} role="status">
          Saved.
        </p>
      )}
      <SharingSettingsForm action={changeSharingSettingsAction} settings={settings} />
    </main>
  );
}
