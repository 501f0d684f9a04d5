import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import style from "./empty.module.css";

type EmptyProps = { icon: LucideIcon; title: string; action?: ReactNode; children?: ReactNode };

/** What stands where a list has nothing: the fact, and the next step. */
export function Empty({ icon: Icon, title, action, children }: EmptyProps) {
  return (
    <div className={style.empty}>
      <Icon size={16} aria-hidden="true" />
      <div>
        <p>{title}</p>
        {children && <p>{children}</p>}
      </div>
      {action && <div className={style.action}>{action}</div>}
    </div>
  );
}
