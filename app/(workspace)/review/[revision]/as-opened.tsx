"use client";

import { type ReactNode, useState } from "react";

/** What stood here when the page was opened: opening it is a look, and what was new then stays so until it is left. */
export function AsOpened({ children }: { children: ReactNode }) {
  const [first] = useState(children);
  return first;
}
