import { notFound, redirect } from "next/navigation";
import { requireContext } from "@/app/_server/context";
import { openSettings } from "./places";

/** Leads to the first page of settings that the person may see. */
export default async function SettingsPage() {
  const [first] = openSettings((await requireContext()).actor);
  if (!first) notFound();
  redirect(first.href);
}
