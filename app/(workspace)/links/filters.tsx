import Link from "next/link";
import button from "@/app/_ui/button.module.css";
import { Choice, Field } from "@/app/_ui/field";
import style from "./links.module.css";

type FilterName = "about" | "maker" | "endsBy" | "ended";

type FiltersProps = {
  typed: Partial<Record<FilterName, string>>;
  refusals: Partial<Record<FilterName, string>>;
  makers: { id: string; name: string }[];
};

/** What limits the list; a plain form, so that its answer has an address. */
export function Filters({ typed, refusals, makers }: FiltersProps) {
  const field = (name: FilterName) => ({ name, defaultValue: typed[name] ?? "", refusal: refusals[name] });
  return (
    <search>
      {/* Another address is another form: fields that stay keep what was typed in them. */}
      <form key={JSON.stringify(typed)} className={style.filters} action="/links">
        <Field {...field("about")} label="Company or note" placeholder="KC or KC 2025-Q1" autoComplete="off" />
        <Choice
          {...field("maker")}
          label="Made by"
          options={[{ value: "", label: "Everybody" }, ...makers.map(({ id, name }) => ({ value: id, label: name }))]}
        />
        <Field {...field("endsBy")} label="Ends by, UTC" type="date" />
        <Choice
          {...field("ended")}
          label="Which"
          options={[
            { value: "", label: "Those that open" },
            { value: "yes", label: "Also those that do not any more" },
          ]}
        />
        <div className={style.acts}>
          <button className={button.button} type="submit">
            Filter
          </button>
          {Object.keys(typed).length > 0 && (
            <Link className={`${button.button} ${button.quiet}`} href="/links" prefetch={false}>
              Show all
            </Link>
          )}
        </div>
      </form>
    </search>
  );
}
