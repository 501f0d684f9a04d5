import "@/app/_ui/tokens.css";
import "@/app/_ui/base.css";
import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { currentEntrant } from "@/app/_server/session";
import { fontClasses } from "@/app/_ui/fonts";

export const metadata: Metadata = {
  title: { default: "Quarterdeck", template: "%s · Quarterdeck" },
  robots: { index: false, follow: false },
};

export const viewport: Viewport = { colorScheme: "light dark", width: "device-width", initialScale: 1 };

/** A nonce is made for every request, so no page is rendered ahead. */
export const dynamic = "force-dynamic";

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = (await currentEntrant())?.preferences.theme ?? "system";
  return (
    <html lang="en" className={fontClasses} data-theme={theme === "system" ? undefined : theme}>
      <body>{children}</body>
    </html>
  );
}
