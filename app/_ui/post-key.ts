import type { KeyboardEvent } from "react";

/** What a box says of the keys that post what is in it. */
export const postKeys = "Control+Enter Meta+Enter";

/** Posts the form of a box by Ctrl+Enter or Cmd+Enter, as a press on `button` would; none: on its only one. */
export function postByKey(event: KeyboardEvent<HTMLTextAreaElement>, button?: HTMLButtonElement | null): void {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return;
  event.preventDefault();
  event.currentTarget.form?.requestSubmit(button ?? null);
}
