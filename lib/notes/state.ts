export type RevisionState = "draft" | "in_review" | "changes_requested" | "published" | "discarded";

/** The states in which a revision is still on its way to readers. */
export const openStates = ["draft", "in_review", "changes_requested"] as const satisfies RevisionState[];
export type OpenState = (typeof openStates)[number];

/** The states in which a revision's items can be edited. */
export const editableStates = ["draft", "changes_requested"] as const satisfies RevisionState[];

/** `in review` */
export function formatState(state: RevisionState): string {
  return state.replace("_", " ");
}

const sentences: Record<RevisionState, string> = {
  draft: "is a draft",
  in_review: "is in review",
  changes_requested: "was sent back to its writers",
  published: "is published",
  discarded: "was discarded",
};

/** `is a draft`: to say after "This revision". */
export function whatItIs(state: RevisionState): string {
  return sentences[state];
}

export function isOpen(state: RevisionState): state is OpenState {
  return (openStates as readonly RevisionState[]).includes(state);
}

type Published = { state: RevisionState; number: number | null; recalledAt: Date | null };

/** `newest`: the highest number, also when it was recalled; `standing`: the highest of those that were not. */
export type Numbers = { newest: number | null; standing: number | null };

/** `the newest`, of one revision of a note alone; null for one that something newer stands beside. */
export function formatPlace(number: number, { newest, standing }: Numbers): string | null {
  if (number === newest) return "the newest";
  return number === standing ? "the newest that stands" : null;
}

/** How the list of a note's revisions names the state of one. */
export function formatStanding({ state, number, recalledAt }: Published, numbers: Numbers): string {
  const name = recalledAt ? "recalled" : formatState(state);
  const place = number === null ? null : formatPlace(number, numbers);
  return place ? `${name}, ${place}` : name;
}
