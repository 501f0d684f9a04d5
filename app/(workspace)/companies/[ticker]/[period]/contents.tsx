"use client";

import { useEffect, useState } from "react";
import style from "./contents.module.css";

type ContentsProps = { sections: { id: string; name: string; count: number }[] };

/** Links to the sections, with how much is in each; the one being read is marked once scripts run. */
export function Contents({ sections }: ContentsProps) {
  const [current, setCurrent] = useState<string | null>(null);
  useEffect(() => {
    const inView = new Set<string>();
    const watcher = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          if (isIntersecting) inView.add(target.id);
          else inView.delete(target.id);
        }
        const crossed = sections.find(({ id }) => inView.has(id));
        setCurrent((before) => crossed?.id ?? before ?? sections[0]?.id ?? null);
      },
      // A line a quarter of the way down: the section that it crosses is the one being read.
      { rootMargin: "-25% 0px -75% 0px" },
    );
    for (const { id } of sections) {
      const section = document.getElementById(id);
      if (section) watcher.observe(section);
    }
    return () => watcher.disconnect();
  }, [sections]);
  return (
    <nav className={style.contents} aria-label="In this note">
      {sections.map(({ id, name, count }) => (
        <a key={id} href={`#${id}`} aria-current={id === current ? "location" : undefined}>
          {name} <span>{count}</span>
        </a>
      ))}
    </nav>
  );
}
