import { Check, TriangleAlert } from "lucide-react";
import style from "@/app/_ui/checks.module.css";
import { fieldName } from "@/lib/notes/change-words";
import { headlineOf, type ItemOf, itemsOf, type NoteContent } from "@/lib/notes/content";
import { titleLengthMax } from "@/lib/notes/text";
import { formatLabel } from "@/lib/sources/model";
import { type Displaced, displacedIn } from "./_draft/displaced";
import { type CheckEntry, spellingChecks } from "./spelling-checks";

type DraftChecksProps = { content: NoteContent; labels: Map<string, string>; displaced: readonly Displaced[] };

/** What a reviewer will see at once; only a missing headline keeps a draft from being submitted. */
export function DraftChecks(props: DraftChecksProps) {
  return (
    <section aria-labelledby="checks" className={style.checks}>
      <h2 className={style.head} id="checks">
        Checks before you submit
      </h2>
      <ul>
        {checksOf(props).map(({ isFine, words, detail, at }) => (
          <li key={words}>
            {isFine ? (
              <Check className={style.fine} size={16} aria-label="Fine:" />
            ) : (
              <TriangleAlert className={style.look} size={16} aria-label="Look:" />
            )}
            <div>
              <b>{at === undefined ? words : <a href={`#${at}`}>{words}</a>}</b>
              <p>{detail}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Marks at the end of their fields: the words that they stood in are gone. */
function lostMarks({ content, labels, displaced }: DraftChecksProps): CheckEntry[] {
  return content.items.flatMap((item) =>
    displacedIn(displaced, item).map(({ field, label }) => {
      const at = labels.get(item.id) ?? "";
      return {
        isFine: false,
        words: `${formatLabel(label)} in ${at}, ${fieldName(field)} has lost its place`,
        detail: "The words that it stood in are gone. Put it back, or remove it.",
        at,
      };
    }),
  );
}

function checksOf(props: DraftChecksProps): CheckEntry[] {
  const { content, labels } = props;
  const named = (items: { id: string }[]) => items.map(({ id }) => labels.get(id) ?? "").join(", ");
  const takeaways = itemsOf(content, "takeaway");
  const uncited = takeaways.filter(({ citations }) => citations.length === 0);
  const bare = takeaways.filter(({ fields }) => fields.title.trim() === "" || fields.body.trim() === "");
  const unchanged = itemsOf(content, "guidance_row").filter(({ fields }) => fields.change === null);
  const headline = headlineOf(content).trim();
  const checks: (CheckEntry | false)[] = [
    ...lostMarks(props),
    headline === ""
      ? {
          isFine: false,
          words: "The headline is empty",
          detail: "Write one: without it the draft cannot be submitted.",
        }
      : {
          isFine: headline.length <= titleLengthMax,
          words: headline.length <= titleLengthMax ? "The headline is written" : "The headline is too long",
          detail: `${headline.length} of ${titleLengthMax} characters.`,
        },
    bare.length > 0 && {
      isFine: false,
      words: `${named(bare)} ${bare.length === 1 ? `lacks a ${missing(bare[0])}` : "lack a title or a text"}`,
      detail: "Write it, or delete the item.",
    },
    uncited.length > 0 && {
      isFine: false,
      words: `${named(uncited)} ${uncited.length === 1 ? "cites" : "cite"} no source`,
      detail: "You can submit. The reviewer and the readers will see this.",
    },
    unchanged.length > 0 && {
      isFine: false,
      words: `${unchanged.length} of the guidance rows ${unchanged.length === 1 ? "says" : "say"} no change`,
      detail: "Choose one, or leave it: it reads “not stated”.",
    },
    ...spellingChecks(content, labels),
  ];
  return checks.filter((check) => check !== false);
}

function missing(takeaway: ItemOf<"takeaway"> | undefined): string {
  const { title = "", body = "" } = takeaway?.fields ?? {};
  if (title.trim() !== "") return "text";
  return body.trim() === "" ? "title and a text" : "title";
}
