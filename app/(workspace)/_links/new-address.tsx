"use client";

import { Check, Copy } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import button from "@/app/_ui/button.module.css";
import { CameraCode } from "@/app/_ui/camera-code";
import { useHeadingFocus } from "@/app/_ui/focus";
import { useHasScripts } from "@/app/_ui/has-scripts";
import { useHasKeys } from "@/app/_ui/keys";
import type { LinkAddress } from "@/lib/sharing/address";
import style from "./new-address.module.css";

type NewAddressProps = {
  address: string;
  /** the same for a camera */
  code?: LinkAddress["code"];
  title: string;
  /** what it leads to */
  thing?: "link" | "invitation";
  /** what one can do next */
  children?: ReactNode;
};

/** The address of what was made, the one time that it is there: Y or the button copies it, and a camera can read it. */
export function NewAddress({ address, code, title, thing = "link", children }: NewAddressProps) {
  const hasScripts = useHasScripts();
  const hasKeys = useHasKeys();
  const [told, setTold] = useState<"copied" | "selected" | null>(null);
  const heading = useHeadingFocus();
  const words = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!hasKeys) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.key.toLowerCase() !== "y") return;
      if ((event.target as Element).closest("input, textarea, select, [contenteditable]")) return;
      event.preventDefault();
      copy(address, words.current).then(setTold);
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [address, hasKeys]);
  return (
    <section className={style.made} aria-labelledby="made">
      <h2 id="made" tabIndex={-1} ref={heading}>
        {title}
      </h2>
      <p className={style.once}>
        This address is shown once and kept nowhere: not here, not in the audit trail. Copy it now. If it is lost, the{" "}
        {thing} can be given a new one.
      </p>
      <div className={style.parts}>
        <div className={style.words}>
          <code className={style.address} ref={words}>
            {address}
          </code>
          {hasScripts && (
            <div className={style.copy}>
              <button
                type="button"
                className={`${button.button} ${button.primary}`}
                aria-keyshortcuts={hasKeys ? "y" : undefined}
                onClick={() => copy(address, words.current).then(setTold)}
              >
                {told === "copied" ? <Check size={16} aria-hidden="true" /> : <Copy size={16} aria-hidden="true" />}
                Copy the address
              </button>
              {hasKeys && (
                <span className="mute">
                  or press <kbd className="mono">Y</kbd>
                </span>
              )}
              <p role="status">
                {told === "copied" && "Copied."}
                {told === "selected" && "The browser does not let pages copy here. It is selected: copy it yourself."}
              </p>
            </div>
          )}
          {children}
        </div>
        {code && <CameraCode code={code} label="The address as a QR code" />}
      </div>
    </section>
  );
}

/** Browsers keep the clipboard from pages that come over plain http. */
async function copy(address: string, words: HTMLElement | null): Promise<"copied" | "selected"> {
  try {
    await navigator.clipboard.writeText(address);
    return "copied";
  } catch {
    if (words) getSelection()?.selectAllChildren(words);
    return "selected";
  }
}
