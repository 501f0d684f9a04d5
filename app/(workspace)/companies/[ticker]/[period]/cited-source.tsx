"use client";

import { X } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import style from "./cited-source.module.css";

type Entry = { anchor: string; name: string; body: ReactNode };

/** `item`: what the mark stands in; null when the document was chosen by its tab. */
type Shown = { anchor: string; item: { id: string; name: string } | null };

const marks = 'a[href^="#doc-"]';
const anchorOf = (link: Element) => link.getAttribute("href")?.slice(1) ?? "";

function itemOf(mark: Element): Shown["item"] {
  const item = mark.closest<HTMLElement>("[data-item]");
  return item ? { id: item.id, name: item.dataset.item ?? "" } : null;
}

/**
 * The entry of the document whose mark was followed last. Without scripts all entries stand here, and a mark leads to
 * its own; with them the rail follows the marks, and where it is not beside the text a sheet opens over it.
 */
export function CitedSource({ entries }: { entries: Entry[] }) {
  const [shown, setShown] = useState<Shown | null>(null);
  const mark = useRef<HTMLElement | null>(null);
  /** false while a link in the sheet leads elsewhere */
  const returns = useRef(true);
  const sheet = useRef<HTMLDialogElement>(null);
  const rail = useRef<HTMLElement>(null);
  const current = entries.find(({ anchor }) => anchor === shown?.anchor);

  useEffect(() => {
    const show = (link: HTMLElement, isTab = false) => {
      for (const cited of document.querySelectorAll("[data-cited]")) cited.removeAttribute("data-cited");
      mark.current?.removeAttribute("aria-current");
      mark.current = isTab ? null : link;
      mark.current?.setAttribute("aria-current", "true");
      mark.current?.closest("[data-item]")?.setAttribute("data-cited", "");
      setShown({ anchor: anchorOf(link), item: isTab ? null : itemOf(link) });
    };
    const follow = (event: MouseEvent) => {
      const target = event.target as Element;
      const isPlain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
      const leads = isPlain && target.closest("dialog a[href^='#']") !== null;
      if (leads) returns.current = false;
      if (leads || target === sheet.current) sheet.current?.close();
      const link = target.closest<HTMLElement>(marks);
      if (!link || !isPlain) return;
      event.preventDefault();
      const isTab = rail.current?.contains(link);
      show(link, isTab);
      if (isTab) return;
      if (matchMedia("(max-width: 1000px)").matches) sheet.current?.showModal();
      else requestAnimationFrame(() => document.getElementById(anchorOf(link))?.focus());
    };
    const goBack = (event: KeyboardEvent) => {
      if (event.key === "Escape" && rail.current?.contains(document.activeElement)) mark.current?.focus();
    };
    const asked = document.querySelector<HTMLElement>(`[data-item] a[href="${CSS.escape(location.hash)}"]`);
    const first = asked ?? document.querySelector<HTMLElement>(`article[data-item] ${marks}`);
    if (first) show(first);
    document.addEventListener("click", follow);
    document.addEventListener("keydown", goBack);
    return () => {
      document.removeEventListener("click", follow);
      document.removeEventListener("keydown", goBack);
    };
  }, []);

  const giveBack = () => {
    if (returns.current) mark.current?.focus();
    returns.current = true;
  };
  const cites = shown?.item && (
    <a className={style.item} href={`#${shown.item.id}`}>
      for {shown.item.name}
    </a>
  );
  return (
    <section ref={rail} aria-labelledby="cited-source">
      <h2 className={style.head} id="cited-source">
        Cited source {cites}
      </h2>
      <nav className={style.tabs} aria-label="Documents">
        {entries.map(({ anchor, name }) => (
          <a key={anchor} href={`#${anchor}`} aria-current={anchor === shown?.anchor ? "true" : undefined}>
            {name}
          </a>
        ))}
      </nav>
      {entries.map(({ anchor, name, body }) => (
        <article
          key={anchor}
          className={style.entry}
          id={anchor}
          aria-label={name}
          tabIndex={-1}
          data-shown={anchor === shown?.anchor ? "" : undefined}
        >
          <p className={style.name}>{name}</p>
          {body}
        </article>
      ))}
      <dialog ref={sheet} className={style.sheet} aria-labelledby="sheet-title" onClose={giveBack}>
        <div className={style.inside}>
          <div className={style.head}>
            <h2 id="sheet-title">
              Cited source <span className={style.tab}>{current?.name}</span>
            </h2>
            <button type="button" className={style.close} onClick={() => sheet.current?.close()}>
              <X size={16} aria-hidden="true" />
              Close
            </button>
          </div>
          {current?.body}
        </div>
      </dialog>
    </section>
  );
}
