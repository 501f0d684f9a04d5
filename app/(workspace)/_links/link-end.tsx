import { Ban } from "lucide-react";
import { Day, Moment } from "@/app/_ui/day";
import { ZonedMoment } from "@/app/_ui/zoned-moment";
import type { LinkView } from "@/lib/sharing/link-queries";
import style from "./link-table.module.css";

/** When a link ends, or why it opens nothing any more. */
export function LinkEnd({ link }: { link: LinkView }) {
  if (link.end)
    return (
      <span className={style.end}>
        <Ban size={14} aria-hidden="true" />
        <span>
          <WhyClosed link={link} />
        </span>
      </span>
    );
  if (!link.expiresAt) return <span className="mute">no end</span>;
  return <ZonedMoment at={link.expiresAt} />;
}

function WhyClosed({ link: { end, revokedAt, revokedBy, expiresAt, viewsMax, issuedBy, keptBy } }: { link: LinkView }) {
  if (end === "ended" && revokedAt)
    return (
      <>
        Ended by {revokedBy ?? "Quarterdeck"} on <Day at={revokedAt} />
      </>
    );
  if (end === "expired" && expiresAt)
    return (
      <>
        Over since <Moment at={expiresAt} />
      </>
    );
  return end === "used up"
    ? `Closed: all ${viewsMax} views are used`
    : `Closed: ${keptBy ?? issuedBy.name}, whose link it is, has no access any more`;
}
