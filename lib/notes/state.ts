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

export function isOpen(state: RevisionState): state is OpenState {
  return (openStates as readonly RevisionState[]).includes(state);
}
