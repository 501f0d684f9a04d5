import type { ReactNode } from "react";
import { Choice, Field, LongField } from "@/app/_ui/field";
import { Options, Tick } from "@/app/_ui/options";
import { formatMinute } from "@/lib/notes/day";
import { formatDownloads } from "@/lib/sharing/link-words";
import { EndChoice } from "./end-choice";
import style from "./link-form.module.css";
import type { LinkFormFacts, LinkFormView } from "./link-form-view";

type LinkTermsFieldsProps = Pick<LinkFormFacts, "number" | "revisions" | "today" | "mailWorks" | "canPrint"> & {
  view: LinkFormView;
  /** the password, which is asked for among them */
  children: ReactNode;
};

export function LinkTermsFields(props: LinkTermsFieldsProps) {
  const { view, number, revisions = [], today, mailWorks, canPrint, children } = props;
  const { fields, refusalAt, noticeOf } = view;
  const text = (name: "label" | "recipients" | "viewsMax") => ({
    name,
    defaultValue: fields[name],
    refusal: refusalAt(name),
    notice: noticeOf(name),
  });
  const isBarred = !mailWorks && fields.recipients === "";
  return (
    <div className={style.columns}>
      <div className={style.column}>
        <Field
          label="Who it is for"
          required
          maxLength={200}
          autoComplete="off"
          hint="The team sees it, the reader does not."
          {...text("label")}
        />
        <Options
          legend="What it shows"
          name="policy"
          chosen={fields.policy}
          refusal={refusalAt("policy")}
          notice={noticeOf("policy")}
          options={[
            {
              value: "revision",
              label: revisions.length > 1 ? "One revision, for ever" : `r${number}, for ever`,
              hint: "The same words, also once newer ones are out.",
              ...(revisions.length > 1 && {
                more: (
                  <Choice
                    label="Which one"
                    name="revisionId"
                    defaultValue={view.revisionId ?? revisions.find((each) => each.number === number)?.id}
                    options={revisions.map(({ id, number, publishedAt }) => ({
                      value: id,
                      label: `r${number}, published ${formatMinute(publishedAt)}`,
                    }))}
                  />
                ),
              }),
            },
            {
              value: "latest",
              label: "Always the latest published",
              hint: "A newer one takes its place by itself. If the latest is recalled, the link says so.",
            },
          ]}
        />
        <EndChoice fields={fields} today={today} refusal={refusalAt("end")} notice={noticeOf("end")} />
      </div>
      <div className={style.column}>
        <LongField
          label="Addresses that can open it"
          rows={3}
          spellCheck={false}
          autoComplete="off"
          {...(isBarred && { readOnly: true, "aria-disabled": true })}
          placeholder={mailWorks ? "ines@fund.example\n@fund.example" : undefined}
          hint={mailWorks ? recipientsHint : noMail(fields.recipients !== "")}
          {...text("recipients")}
        />
        {children}
        <Field
          label="Limit of views"
          inputMode="numeric"
          autoComplete="off"
          className={style.number}
          hint="Empty: no limit. With one, the reader presses a button, and each press counts."
          {...text("viewsMax")}
        />
        <div>
          <Tick
            name="mayDownload"
            label="Readers may download it"
            hint={formatDownloads(canPrint)}
            checked={fields.mayDownload !== ""}
            notice={noticeOf("mayDownload")}
          />
          <Tick
            name="showsNewer"
            label="Tell readers when a newer revision is out"
            hint="And what it changed. Says nothing where the link shows the latest."
            checked={fields.showsNewer !== ""}
            notice={noticeOf("showsNewer")}
          />
        </div>
      </div>
    </div>
  );
}

const recipientsHint =
  "One address in each line, or a domain such as @fund.example. The reader proves theirs by a code sent by mail. Empty: whoever has the link.";

function noMail(hasRecipients: boolean): string {
  return hasRecipients
    ? "Mail is not set up here, so no code can be sent and nobody can open this link. Take the addresses away, or ask whoever runs Quarterdeck to set up mail."
    : "Mail is not set up here, so no code can be sent to prove an address: whoever has the link can open it. Whoever runs Quarterdeck can set up mail.";
}
