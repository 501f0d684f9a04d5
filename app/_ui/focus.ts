import { type RefObject, useEffect, useRef } from "react";

/** For the form of an action with this state: once it is refused, the focus is where that is said. */
export function useRefusalFocus(state: unknown): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (state) form.current?.querySelector<HTMLElement>("[aria-invalid], [role=alert]")?.focus();
  }, [state]);
  return form;
}

/** For the heading of what takes the place of a form: once it is there, the focus is on it. */
export function useHeadingFocus(): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return heading;
}
