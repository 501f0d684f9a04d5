import { randomInt } from "node:crypto";
import { issueLink } from "@/lib/sharing/commands";
import { addCompanyOf, publishText } from "@/lib/world";
import { test as base } from "./fixtures";

type PublishedNote = {
  ticker: string;
  /** where the note is */
  path: string;
  revisionId: string;
  /** makes a link to it as Ana, who can be shown that it opens */
  link: (label: string) => Promise<{ linkId: string; path: string; address: string }>;
};

/** With a note of a company of its own, which is out as r1. */
export const test = base.extend<{ note: PublishedNote }>({
  note: async ({ contextOf, connection }, use) => {
    const [ana, rowan] = [await contextOf("ana@quarterdeck.example"), await contextOf("rowan@quarterdeck.example")];
    const ticker = `L${randomInt(1e6, 1e7)}`;
    const company = { ticker, exchange: "XNAS", name: `Fog Works ${ticker}`, currency: "USD", fiscalYearEnd: "12" };
    await addCompanyOf(connection.db, company);
    const text = `Format: quarterdeck 1\n${ticker} Q1 2025: Orders recover\n\nRisks:\n- Supply: One supplier is late.\n`;
    const people = { writer: ana.actor, reviewer: rowan.actor };
    const { revisionId } = await publishText(connection.db, { text, ...people, summary: "First note" });
    const link = async (label: string) => {
      const { linkId, token } = await issueLink({ ...ana, now: new Date() }, { revisionId, label, expiresAt: null });
      return { linkId, path: `/links/${linkId}`, address: `/s/${token}` };
    };
    await use({ ticker, path: `/companies/${ticker}/2025-Q1`, revisionId, link });
  },
});
