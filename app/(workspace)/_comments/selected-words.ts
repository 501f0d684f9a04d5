let last: Range | null = null;

function keepSelection(): void {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return;
  last = selection.getRangeAt(0).cloneRange();
}

/** Keeps in mind what is selected in the page: it is not any more once a box is written in. Called again, it does no more. */
export function watchSelection(): void {
  keepSelection(); // made before scripts arrived
  document.addEventListener("selectionchange", keepSelection);
}

/** The words that were selected last, and the anchor of the item that they stand in; null when that is none of these. */
export function selectedWords(anchors: readonly string[]): { anchor: string; quote: string } | null {
  if (!last) return null;
  const anchor = anchorOf(last.startContainer, anchors);
  if (anchor === null || anchorOf(last.endContainer, anchors) !== anchor) return null;
  const words = last.cloneContents();
  for (const aside of words.querySelectorAll("a, button, .vh, [aria-hidden]")) aside.remove();
  const quote = (words.textContent ?? "").replace(/\s+/g, " ").trim();
  return quote === "" ? null : { anchor, quote };
}

function anchorOf(node: Node, anchors: readonly string[]): string | null {
  for (let at: Node | null = node; at; at = at.parentNode) {
    if (at instanceof Element && at.id !== "" && anchors.includes(at.id)) return at.id;
  }
  return null;
}
