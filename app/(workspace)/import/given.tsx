import { Field } from "@/app/_ui/field";
import { tickerInput } from "@/lib/companies/input";
import { readPeriod } from "@/lib/transfer/periods";
import style from "./import.module.css";
import type { Kept } from "./kept";

type GivenProps = Pick<Kept, "company" | "quarter"> & {
  companies: { ticker: string; name: string }[];
  onGiven: (given: Partial<Pick<Kept, "company" | "quarter">>) => void;
};

/** Company and quarter, for a text that does not say them; what is said here wins. */
export function Given({ company, quarter, companies, onGiven }: GivenProps) {
  const isNoTicker = company.trim() !== "" && !tickerInput.safeParse(company).success;
  const isNoQuarter = quarter.trim() !== "" && !readPeriod(quarter);
  return (
    <div className={style.given}>
      <Field
        label="Ticker, if the text has none"
        name="company"
        list="companies"
        autoComplete="off"
        value={company}
        aria-invalid={isNoTicker}
        onChange={(event) => onGiven({ company: event.target.value })}
      />
      <Field
        label="Quarter, such as Q1 2025"
        name="quarter"
        autoComplete="off"
        value={quarter}
        aria-invalid={isNoQuarter}
        onChange={(event) => onGiven({ quarter: event.target.value })}
      />
      <datalist id="companies">
        {companies.map(({ ticker, name }) => (
          <option key={ticker} value={ticker}>
            {name}
          </option>
        ))}
      </datalist>
    </div>
  );
}
