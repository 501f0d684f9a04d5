import { Check, CircleX, TriangleAlert } from "lucide-react";
import { type ClipboardEvent, memo, type RefObject, useMemo } from "react";
import { textBytesMax, tooLong } from "@/lib/transfer/input";
import type { ParsedNote, Severity } from "@/lib/transfer/parsed";
import { lineAnchor } from "./line-links";
import type { PageState } from "./page-state";
import { insertWords, isMidLine, linesOfHtml } from "./pasted";
import style from "./source-text.module.css";

type SourceTextProps = { page: PageState; field: RefObject<HTMLTextAreaElement | null> };

/**
 * The text, to be written in, over a copy of it that nobody sees: the copy's rows have the numbers and marks of their
 * lines, and are as high as the lines that they stand under.
 */
export function SourceText({ page, field }: SourceTextProps) {
  const { text } = page.kept;
  const note = page.reading?.note ?? null;
  const lines = useMemo(() => text.split("\n").map((words, index) => ({ number: index + 1, words })), [text]);
  const marks = useMemo(() => marksOf(note), [note]);
  const asked = note?.question?.guess.line ?? null;
  return (
    <div className={`${style.frame} ${lines.length > 999 ? style.long : ""}`}>
      <div className={style.inner}>
        <ol className={style.lines} aria-hidden="true">
          {lines.map(({ number, words }) => (
            <Row
              key={number}
              number={number}
              text={words}
              mark={marks.get(number) ?? null}
              isAsked={asked === number}
            />
          ))}
        </ol>
        <textarea
          ref={field}
          className={style.text}
          name="text"
          id="source"
          aria-labelledby="source-title"
          aria-describedby="counts"
          placeholder={
            "KC Q1 2025: What the quarter brought\n- What went well: and why [doc 1].\n- What is at risk: and why."
          }
          value={text}
          onChange={(event) => page.set({ text: event.target.value })}
          onPaste={(event) => paste(event, page)}
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="off"
        />
      </div>
    </div>
  );
}

/** A table that is pasted from a sheet or a mail comes in as rows with bars. */
function paste(event: ClipboardEvent<HTMLTextAreaElement>, { takeFile, refuseFile }: PageState): void {
  const [html, plain] = [event.clipboardData.getData("text/html"), event.clipboardData.getData("text/plain")];
  const [file] = event.clipboardData.files;
  const lines = html && plain.length <= textBytesMax ? linesOfHtml(html) : null;
  if (plain.length > textBytesMax) {
    event.preventDefault();
    refuseFile(tooLong);
  } else if (lines !== null) {
    event.preventDefault();
    insertWords(event.currentTarget, `${isMidLine(event.currentTarget) ? "\n" : ""}${lines}`);
  } else if (file && plain === "") {
    event.preventDefault();
    void takeFile(file);
  }
}

type RowProps = { number: number; text: string; mark: Severity | null; isAsked: boolean };

const icons = {
  error: { Icon: CircleX, look: style.stop },
  warning: { Icon: TriangleAlert, look: style.read },
  info: { Icon: Check, look: style.fine },
} as const;

const Row = memo(function Row({ number, text, mark, isAsked }: RowProps) {
  const { Icon, look } = mark ? icons[mark] : { Icon: null, look: undefined };
  const looks = [mark === "error" && style.wrong, mark === "warning" && style.doubtful, isAsked && style.asked];
  return (
    <li id={lineAnchor(number)} className={looks.filter(Boolean).join(" ")}>
      <span className={style.number}>{number}</span>
      <span className={style.mark}>{Icon && <Icon className={look} size={12} />}</span>
      <span className={style.copy}>{text}</span>
    </li>
  );
});

/** The gravest problem of each line. */
function marksOf(note: ParsedNote | null): Map<number, Severity> {
  const marks = new Map<number, Severity>();
  const order: Severity[] = ["info", "warning", "error"];
  for (const { line, severity } of note?.problems ?? []) {
    const held = marks.get(line);
    if (!held || order.indexOf(severity) > order.indexOf(held)) marks.set(line, severity);
  }
  return marks;
}

/** Puts the caret's selection on a line, and the line into view. */
export function showLine(field: HTMLTextAreaElement | null, line: number): void {
  if (!field) return;
  const lines = field.value.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, { length }) => sum + length + 1, 0);
  field.focus({ preventScroll: true });
  field.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
  document.getElementById(lineAnchor(line))?.scrollIntoView({ block: "center" });
}
