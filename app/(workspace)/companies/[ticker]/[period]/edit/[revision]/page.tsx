import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { requireContext } from "@/app/_server/context";
import { may } from "@/lib/auth/permissions";
import { findDraft } from "@/lib/notes/editor-queries";
import { formatPeriod } from "@/lib/notes/period";
import { DraftEditor } from "./draft-editor";

type Props = { params: Promise<{ ticker: string; period: string; revision: string }> };

const readDraft = cache(async (revision: string) => {
  const ctx = await requireContext();
  const id = z.uuid().safeParse(revision);
  const draft = id.success ? await findDraft(ctx, id.data) : null;
  return draft ? { ctx, draft } : notFound();
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { content } = (await readDraft((await params).revision)).draft;
  return { title: `Editing ${content.ticker} ${formatPeriod(content.period)}` };
}

export default async function EditPage({ params }: Props) {
  const { ticker, period, revision } = await params;
  const { ctx, draft } = await readDraft(revision);
  const { content } = draft;
  // A company may have changed its ticker since the address was written down.
  if (content.ticker !== ticker || content.period !== period) {
    redirect(`/companies/${content.ticker}/${content.period}/edit/${revision}`);
  }
  const { id, name } = ctx.actor;
  return <DraftEditor view={draft} person={{ id, name }} mayEdit={may(ctx.actor, "revision.edit")} />;
}
