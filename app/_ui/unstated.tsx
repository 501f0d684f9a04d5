import type { ReactNode } from "react";
import style from "./unstated.module.css";

/** `— not stated`: what stands where the note has nothing, in words of its own when it has some. */
export function Unstated({ children = "not stated" }: { children?: ReactNode }) {
  return <span className={style.unstated}>{children}</span>;
}
