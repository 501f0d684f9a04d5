import Link from "next/link";
import button from "@/app/_ui/button.module.css";
import { Choice, Field } from "@/app/_ui/field";
import type { FilterName } from "@/lib/audit/input";
import { actions, formatAction } from "@/lib/audit/words";
import style from "./audit.module.css";

type FiltersProps = {
  typed: Partial<Record<FilterName, string>>;
  refusals: Partial<Record<FilterName, string>>;
  people: { id: string; name: string; email: string }[];
};

/** What limits the list; a plain form, so that its answer has an address. */
export function Filters({ typed, refusals, people }: FiltersProps) {
  const shared = people.filter(({ name }, at) => people.findIndex((other) => other.name === name) !== at);
  const isShared = (name: string) => shared.some((other) => other.name === name);
  const field = (name: FilterName) => ({ name, defaultValue: typed[name] ?? "", refusal: refusals[name] });
  return (
    <search>
      {/* Another address is another form: fields that stay keep what was typed in them. */}
      <form key={JSON.stringify(typed)} className={style.filters} action="/settings/audit">
        <Choice
          {...field("person")}
          label="Person"
          options={[
            { value: "", label: "Everybody" },
            ...people.map(({ id, name, email }) => ({ value: id, label: isShared(name) ? `${name}, ${email}` : name })),
            { value: "product", label: "Quarterdeck itself" },
          ]}
        />
        <Choice
          {...field("action")}
          label="Action"
          options={[
            { value: "", label: "Everything" },
            ...actions.map((action) => ({ value: action, label: formatAction(action) })),
          ]}
        />
        <Field {...field("about")} label="Company or note" placeholder="KC or KC 2025-Q1" autoComplete="off" />
        <Field {...field("from")} label="From, UTC" type="date" />
        <Field {...field("to")} label="To, UTC" type="date" />
        <div className={style.acts}>
          <button className={button.button} type="submit">
            Filter
          </button>
          {Object.keys(typed).length > 0 && (
            <Link className={`${button.button} ${button.quiet}`} href="/settings/audit" prefetch={false}>
              Show all
            </Link>
          )}
        </div>
      </form>
    </search>
  );
}
