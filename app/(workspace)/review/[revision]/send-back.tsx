"use client";

import button from "@/app/_ui/button.module.css";
import { Refusal } from "@/app/_ui/field";
import { Menu } from "@/app/_ui/menu";
import { postByKey, postKeys } from "@/app/_ui/post-key";
import { useReaching } from "@/app/_ui/reaching";
import { sendBackAction } from "./actions";
import style from "./send-back.module.css";

/** Asks for the reason at the place where it is given. */
export function SendBack({ revisionId }: { revisionId: string }) {
  const [state, send, isPending] = useReaching(sendBackAction);
  return (
    <Menu
      className={style.menu}
      label="Send back to its writers"
      isOpen={state !== null}
      face={<span className={button.button}>Send back</span>}
    >
      <form className={style.form} action={send}>
        <input type="hidden" name="revisionId" value={revisionId} />
        <label htmlFor="reason">What should its writers do?</label>
        <textarea
          id="reason"
          name="reason"
          rows={3}
          required
          onKeyDown={(event) => postByKey(event)}
          aria-keyshortcuts={postKeys}
          defaultValue={state?.typed.reason}
          key={state?.typed.reason}
        />
        <button type="submit" className={button.button} aria-disabled={isPending}>
          Send back to its writers
        </button>
        {state && <Refusal id="send-back-refused">{state.refusal}</Refusal>}
      </form>
    </Menu>
  );
}
