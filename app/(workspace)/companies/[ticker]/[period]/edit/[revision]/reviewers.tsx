"use client";

import { ChevronUp } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useHasScripts } from "@/app/_ui/has-scripts";
import { Menu } from "@/app/_ui/menu";
import style from "./reviewers.module.css";

type ReviewersProps = {
  /** who can be asked */
  offered: readonly { id: string; name: string }[];
  /** ids of who is asked as things stand */
  chosen: ReadonlySet<string>;
};

/** Under which a form says that somebody is asked. */
export const reviewerField = "reviewer.";

/** Whom a revision is sent to: those who are ticked, else any reviewer. */
export function Reviewers({ offered, chosen }: ReviewersProps) {
  const hasScripts = useHasScripts();
  const [asked, setAsked] = useState(chosen);
  const names = offered.filter(({ id }) => asked.has(id)).map(({ name }) => name);
  const label = hasScripts ? `To ${namesOf(names)}` : "Reviewers";
  const onChange = (event: FormEvent<HTMLFieldSetElement>) => {
    const ticked = event.currentTarget.querySelectorAll<HTMLInputElement>("input:checked");
    setAsked(new Set([...ticked].map(({ name }) => name.slice(reviewerField.length))));
  };
  return (
    <Menu
      className={style.reviewers}
      label={label}
      face={
        <>
          <span>{label}</span>
          <ChevronUp size={14} aria-hidden="true" />
        </>
      }
    >
      <fieldset className={style.sheet} onChange={onChange}>
        <legend className="vh">Whom to ask for a review</legend>
        {offered.map(({ id, name }) => (
          <label key={id}>
            <input type="checkbox" name={reviewerField + id} value="yes" defaultChecked={chosen.has(id)} />
            {name}
          </label>
        ))}
        <p>
          {offered.length > 0
            ? "With nobody ticked any reviewer may take it. Who wrote in it is not offered."
            : "Nobody who took no part in it is a reviewer. An admin can give somebody the role."}
        </p>
      </fieldset>
    </Menu>
  );
}

function namesOf(names: readonly string[]): string {
  if (names.length === 0) return "any reviewer";
  return names.length > 2 ? `${names.length} reviewers` : names.join(" and ");
}
