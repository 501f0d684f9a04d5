const boxes = "textarea, input";

/**
 * Calls `leave` when the focus leaves an element, and what it returns once the page may move: not while a mouse button is
 * down, since what was pressed would slip away from under it, and not when the focus is back by then, as it is after a
 * look into another window and when the element has moved. What only went from under the focus, as a button that has
 * done its work, is no leaving either: the focus goes back to the words. Returns what stops the watching.
 */
export function onceLeft(element: HTMLElement, leave: () => () => void): () => void {
  let isPressed = false;
  const onPress = () => {
    isPressed = true;
  };
  const onRelease = () => {
    isPressed = false;
  };
  const onFocusOut = (event: FocusEvent) => {
    if (element.contains(event.relatedTarget as Node | null)) return;
    const close = leave();
    const closeUnlessBack = () => {
      if (element.contains(document.activeElement)) return;
      const hasGone = event.target instanceof Node && !event.target.isConnected;
      const words = hasGone && document.activeElement === document.body && element.querySelector<HTMLElement>(boxes);
      if (words) words.focus();
      else close();
    };
    if (isPressed) document.addEventListener("pointerup", () => setTimeout(closeUnlessBack), { once: true });
    else requestAnimationFrame(closeUnlessBack);
  };
  document.addEventListener("pointerdown", onPress, true);
  document.addEventListener("pointerup", onRelease, true);
  document.addEventListener("pointercancel", onRelease, true);
  element.addEventListener("focusout", onFocusOut);
  return () => {
    document.removeEventListener("pointerdown", onPress, true);
    document.removeEventListener("pointerup", onRelease, true);
    document.removeEventListener("pointercancel", onRelease, true);
    element.removeEventListener("focusout", onFocusOut);
  };
}
