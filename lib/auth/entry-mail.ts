/** What somebody asks a mail for. */
export type Purpose = "sign_in" | "reset";

/** How long the link of a mail lasts. */
export const minutesOf: Record<Purpose, number> = { sign_in: 15, reset: 30 };

/** Where the link of a mail leads. */
export function entryPath(purpose: Purpose, token: string): string {
  return `/sign-in/${purpose === "sign_in" ? "mail" : "reset"}/${token}`;
}
