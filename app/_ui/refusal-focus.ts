import { type RefObject, useEffect, useRef } from "react";

/** For the form of an action with this state: once it is refused, the focus is where that is said. */
export function useRefusalFocus(state: unknown): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (state) form.current?.querySelector<HTMLElement>("[aria-invalid], [role=alert]")?.focus();
  }, [state]);
  return form;
}
