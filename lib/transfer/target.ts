import type { OpenDraft } from "@/lib/notes/draft-queries";
import type { SourceEntry } from "@/lib/sources/model";
import type { Existing } from "./rewrite";

/** What a text would come upon. */
export type Target = {
  /** null: nobody has added a company of which this is the primary ticker */
  company: { name: string } | null;
  /** the primary ticker that the one that was asked for leads to, if any */
  primary: string | null;
  /** the newest published revision of the note; null while none is out */
  note: (Existing & { number: number; sources: SourceEntry[] }) | null;
  /** who has a draft of the note open */
  beside: string[];
};

/** Whose drafts they are: who began each, and who has written in it. */
export function peopleOf(drafts: readonly Pick<OpenDraft, "begunBy" | "editors">[]): string[] {
  return [...new Set(drafts.flatMap(({ begunBy, editors }) => [...(begunBy ? [begunBy.name] : []), ...editors]))];
}
