/**
 * Calls `leave` when the focus leaves an element, and what it returns once the page may move: not while a mouse button is
 * down, since what was pressed would slip away from under it. Returns what stops the watching.
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
    if (isPressed) document.addEventListener("pointerup", () => setTimeout(close), { once: true });
    else close();
  };
  document.addEventListener("pointerdown", onPress, true);
  document.addEventListener("pointerup", onRelease, true);
  element.addEventListener("focusout", onFocusOut);
  return () => {
    document.removeEventListener("pointerdown", onPress, true);
    document.removeEventListener("pointerup", onRelease, true);
    element.removeEventListener("focusout", onFocusOut);
  };
}
