import type { ReactNode } from "react";
import { currentContext, type PersonContext } from "@/app/_server/context";
import { currentEntry } from "@/app/_server/session";
import { KeysProvider } from "@/app/_ui/keys";
import { may } from "@/lib/auth/permissions";
import { countWaiting } from "@/lib/comments/waiting-queries";
import { countWaitingRevisions } from "@/lib/review/queue-queries";
import { AppBar } from "./app-bar";
import style from "./layout.module.css";

/** The frame alone: every page under it asks for itself who may see it. */
export default async function WorkspaceLayout({ children }: { children: ReactNode }) {
  const [ctx, entry] = await Promise.all([currentContext(), currentEntry()]);
  return (
    <>
      <a className={style.skip} href="#main">
        Skip to content
      </a>
      {ctx && <AppBar person={ctx.actor} {...(await counted(ctx))} />}
      <KeysProvider areOn={entry?.preferences.hasKeys ?? true}>
        <div className="page">{children}</div>
      </KeysProvider>
    </>
  );
}

/** What waits for the person, in one round trip. */
async function counted(ctx: PersonContext): Promise<{ waiting: number; reviews: number | null }> {
  const [threads, { reviews, back }] = await Promise.all([countWaiting(ctx), countWaitingRevisions(ctx)]);
  return { waiting: threads + reviews + back, reviews: may(ctx.actor, "draft.read") ? reviews : null };
}
