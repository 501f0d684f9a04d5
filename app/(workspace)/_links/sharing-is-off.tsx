import { TriangleAlert } from "lucide-react";
import Link from "next/link";
import { may } from "@/lib/auth/permissions";
import type { UserActor } from "@/lib/context";
import style from "./sharing-is-off.module.css";

/** While the workspace has all links closed. */
export function SharingIsOff({ actor }: { actor: UserActor }) {
  return (
    <p className={style.off}>
      <TriangleAlert size={16} aria-hidden="true" />
      <span>
        All shared links are closed: none opens until an admin{" "}
        {may(actor, "settings.sharing") ? (
          <Link className="touch" href="/settings/sharing" prefetch={false}>
            opens them again
          </Link>
        ) : (
          "opens them again"
        )}
        .
      </span>
    </p>
  );
}
