import { ShieldAlert, ShieldCheck } from "lucide-react";
import button from "@/app/_ui/button.module.css";
import { verdictOf } from "@/lib/audit/verdict";
import { verifyTrail } from "@/lib/audit/verify-queries";
import type { Context } from "@/lib/context";
import style from "./audit.module.css";

type CheckProps = { ctx: Context; isAsked: boolean; typed: Record<string, string> };

/** Whether the trail holds. Reads all of it, so only when somebody asks. */
export async function Check({ ctx, isAsked, typed }: CheckProps) {
  const verdict = isAsked ? verdictOf(await verifyTrail(ctx)) : null;
  const Icon = verdict?.holds === false ? ShieldAlert : ShieldCheck;
  return (
    <div className={style.check}>
      <div className={verdict?.holds === false ? style.broken : style.verdict} role={verdict ? "status" : undefined}>
        <Icon size={16} aria-hidden="true" />
        <div>
          {(
            verdict?.sentences ?? [
              "Each event carries the hash of the one before it. A check tells whether any was changed or cut off.",
            ]
          ).map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </div>
      </div>
      <form action="/settings/audit">
        {Object.entries(typed).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <button className={button.button} type="submit" name="verify" value="1">
          {verdict ? "Check again" : "Check the chain"}
        </button>
      </form>
    </div>
  );
}
