import { issueLink } from "@/lib/sharing/commands";
import { test as base } from "./fixtures";
import { type PublishedNote, publishedNote } from "./published";

type SharedNote = PublishedNote & {
  /** makes a link to it as Ana, who can be shown that it opens */
  link: (label: string) => Promise<{ linkId: string; path: string; address: string }>;
};

/** With a note of a company of its own, which is out as r1. */
export const test = base.extend<{ note: SharedNote }>({
  note: async ({ contextOf, connection }, use) => {
    const [ana, rowan] = [await contextOf("ana@quarterdeck.example"), await contextOf("rowan@quarterdeck.example")];
    const note = await publishedNote(connection, { writer: ana.actor, reviewer: rowan.actor });
    const link = async (label: string) => {
      const terms = { revisionId: note.revisionId, expiresAt: null };
      const { linkId, token } = await issueLink({ ...ana, now: new Date() }, { ...terms, label });
      return { linkId, path: `/links/${linkId}`, address: `/s/${token}` };
    };
    await use({ ...note, link });
  },
});
