"use client";

import { useState } from "react";
import { Field } from "@/app/_ui/field";
import { Options } from "@/app/_ui/options";
import { ZonedMoment } from "@/app/_ui/zoned-moment";
import { dayAfter, endOfDay, type LinkFields } from "@/lib/sharing/link-fields";
import style from "./link-form.module.css";

type EndChoiceProps = {
  fields: LinkFields;
  today: string;
  refusal: string | undefined;
  notice: string | undefined;
};

/** When a link ends: a day is chosen, and ends in UTC. */
export function EndChoice({ fields, today, refusal, notice }: EndChoiceProps) {
  const presets = [7, 30, 90].map((days) => ({ days, day: dayAfter(today, days) }));
  const isOffered =
    ["none", "day", ...(fields.sameEnd ? ["same"] : [])].includes(fields.end) ||
    presets.some(({ day }) => day === fields.end);
  // A preset of a page that was opened on another day is a day like any other.
  const chosen = isOffered ? fields.end : "day";
  const written = isOffered ? fields.endDay : fields.end;
  const [day, setDay] = useState(written);
  const isOfDay = chosen === "day";
  return (
    <Options
      legend="When it ends"
      name="end"
      chosen={chosen}
      refusal={isOfDay ? undefined : refusal}
      notice={notice}
      options={[
        ...(fields.sameEnd
          ? [{ value: "same", label: "As it is now", hint: <ZonedMoment at={new Date(fields.sameEnd)} /> }]
          : []),
        ...presets.map(({ days, day }) => ({
          value: day,
          label: `In ${days} days`,
          hint: <ZonedMoment at={endOfDay(day)} />,
        })),
        {
          value: "day",
          label: "On a day",
          more: (
            <div className={style.day}>
              <Field
                label="Last day, UTC"
                name="endDay"
                type="date"
                defaultValue={written}
                onChange={(event) => setDay(event.target.value)}
                refusal={isOfDay ? refusal : undefined}
              />
              <p className={style.hint}>
                It ends with that day in UTC
                {Number.isNaN(endOfDay(day).getTime()) ? (
                  "."
                ) : (
                  <>
                    : <ZonedMoment at={endOfDay(day)} />
                  </>
                )}
              </p>
            </div>
          ),
        },
        { value: "none", label: "No end", hint: "Until somebody of the team ends it." },
      ]}
    />
  );
}
