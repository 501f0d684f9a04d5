import { Mail } from "lucide-react";
import type { ReactNode } from "react";
import { useHeadingFocus } from "@/app/_ui/focus";
import { NewAddress } from "../../_links/new-address";
import style from "./people.module.css";

type InvitedProps = { address: string | null; title: string; children?: ReactNode };

/** What became of an invitation: its address, the one time that it is there, or that it goes out by mail. */
export function Invited({ address, title, children }: InvitedProps) {
  if (address)
    return (
      <NewAddress address={address} title={title} thing="invitation">
        {children}
      </NewAddress>
    );
  return <Mailed title={title}>{children}</Mailed>;
}

function Mailed({ title, children }: { title: string; children: ReactNode }) {
  const heading = useHeadingFocus();
  return (
    <section className={style.part} aria-labelledby="sent">
      <h2 id="sent" tabIndex={-1} ref={heading}>
        {title}
      </h2>
      <p className={style.state} role="status">
        <Mail size={16} aria-hidden="true" />
        <span>It is being mailed. Should that fail, Mail and jobs says why.</span>
      </p>
      {children && <div className={style.acts}>{children}</div>}
    </section>
  );
}
