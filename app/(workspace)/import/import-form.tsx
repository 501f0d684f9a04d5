"use client";

import { type FormEvent, startTransition, useActionState, useRef } from "react";
import { Refusal } from "@/app/_ui/field";
import { useHasScripts } from "@/app/_ui/has-scripts";
import { reaching } from "@/app/_ui/reaching";
import { readTurn, writeTurn } from "@/lib/transfer/input";
import { otherDocuments } from "@/lib/transfer/problems";
import { importAction } from "./actions";
import type { Block } from "./blocking";
import { DropArea, DropZone } from "./drop-zone";
import { Existing } from "./existing";
import { Given } from "./given";
import style from "./import.module.css";
import type { Kept } from "./kept";
import { type PageState, usePageState } from "./page-state";
import { PartTitle } from "./part-title";
import { Preview } from "./preview";
import { Problems } from "./problems";
import { SaveBar } from "./save-bar";
import { SourceText, showLine } from "./source-text";

type ImportFormProps = {
  personId: string;
  companies: { ticker: string; name: string }[];
  mayAddCompany: boolean;
  /** what a link to this page has said */
  company: string;
  quarter: string;
};

/** Reads the text as it is typed; it stays in the browser until it is saved. Without scripts the answer to the post is this page. */
export function ImportForm({ personId, companies, mayAddCompany, ...asked }: ImportFormProps) {
  const [posted, post] = useActionState(importAction, null);
  const field = useRef<HTMLTextAreaElement>(null);
  const page = usePageState(personId, firstOf(posted?.typed, asked), field);
  const [sent, send, isPending] = useActionState(reaching(importAction, page.forget), null);
  const state = sent ?? posted;
  const { kept, reading, plan, block } = page;
  const hasScripts = useHasScripts();
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (block) showBlock(block, field.current);
    if (block || isPending) return;
    const form = new FormData(event.currentTarget);
    startTransition(() => send(form));
  };
  const isRefused = state !== null && lineBreaks(state.typed.text ?? "") === kept.text;
  const refusal = page.fileRefusal ?? (isRefused ? state.refusal : null);
  const gone = plan?.missing.flatMap(({ id }) => (page.removed.has(id) ? [id] : [])) ?? [];
  return (
    <form action={post} onSubmit={onSubmit} noValidate>
      {/* Enter in a field presses the first button that submits: this one, and no answer to a question. */}
      <button type="submit" hidden tabIndex={-1} />
      {reading?.turn && <input type="hidden" name="turn" value={writeTurn(reading.turn)} />}
      <input type="hidden" name="removed" value={gone.join()} />
      <div className={style.columns}>
        <DropArea onFile={page.takeFile}>
          <PartTitle id="source-title" title="Source text" aside={countLines(kept.text)} />
          <DropZone hasScripts={hasScripts} isEmpty={kept.text === ""} onFile={page.takeFile} />
          {refusal && (
            <div className={style.refusal}>
              <Refusal id="refusal">{refusal}</Refusal>
            </div>
          )}
          <SourceText page={page} field={field} />
        </DropArea>
        <Results page={page} companies={companies} mayAddCompany={mayAddCompany} field={field} />
      </div>
      <SaveBar page={page} isPending={isPending} hasScripts={hasScripts} />
    </form>
  );
}

type ResultsProps = Pick<ImportFormProps, "companies" | "mayAddCompany"> & {
  page: PageState;
  field: React.RefObject<HTMLTextAreaElement | null>;
};

/** What the text is read as, what it would come upon, and what is to be settled. */
function Results({ page, companies, mayAddCompany, field }: ResultsProps) {
  const { kept, reading, target } = page;
  const note = reading?.note ?? null;
  const existing = note?.ticker && target && (
    <Existing page={page} target={target} ticker={note.ticker} mayAddCompany={mayAddCompany} />
  );
  const isGiven = kept.company !== "" || kept.quarter !== "" || target?.company === null;
  return (
    <div className={style.results}>
      <Preview note={note} company={target?.company?.name ?? null}>
        {(!note?.ticker || !note.period || isGiven) && <Given {...kept} companies={companies} onGiven={page.set} />}
      </Preview>
      {target?.company === null && existing}
      {reading && (
        <Problems
          reading={reading}
          more={target?.note ? otherDocuments(target.note.sources, reading.note.sources) : []}
          onAnswer={(answer) => page.set({ answer })}
          onLine={(line) => showLine(field.current, line)}
        />
      )}
      {target?.company && existing}
    </div>
  );
}

function lineBreaks(text: string): string {
  return text.replace(/\r\n?/g, "\n"); // a form sends each as CRLF
}

/** What the page begins with: what came back with a refusal, or what a link says. */
function firstOf(typed: Record<string, string> | undefined, asked: Pick<Kept, "company" | "quarter">): Kept {
  const turn = readTurn(typed?.turn ?? "");
  return {
    text: lineBreaks(typed?.text ?? ""),
    company: typed?.company ?? asked.company,
    quarter: typed?.quarter ?? asked.quarter,
    answer: turn && { ...turn, title: null },
  };
}

/** `44 lines`; a break at the end begins none. */
function countLines(text: string): string {
  const count = text.trimEnd() === "" ? 0 : text.trimEnd().split("\n").length;
  return count === 1 ? "1 line" : `${count} lines`;
}

/** Leads to what is in the way of saving. */
function showBlock({ at }: Block, source: HTMLTextAreaElement | null): void {
  if (typeof at === "object") showLine(source, at.line);
  else document.getElementById(at)?.focus();
}
