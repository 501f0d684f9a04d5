import { useSyncExternalStore } from "react";

const never = () => () => {};

/** False on the server and while the page wakes up: what needs scripts is not shown before. */
export function useHasScripts(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
