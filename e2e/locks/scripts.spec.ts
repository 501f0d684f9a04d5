import { randomInt, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright/test";
import { createSession } from "@/lib/auth/commands";
import { addComment } from "@/lib/comments/commands";
import type { Context, UserActor } from "@/lib/context";
import { testCount } from "@/lib/env";
import { createDraft } from "@/lib/notes/commands";
import { type Item, itemsOf, type NoteContent } from "@/lib/notes/content";
import { submitRevision } from "@/lib/review/commands";
import { issueLink } from "@/lib/sharing/commands";
import { writeNote } from "@/lib/transfer/canonical";
import { addCompanyOf, addMember, as, publishText, readDraft, saveAs } from "@/lib/world";
import { expect, test } from "../entry-workspace";
import { ask } from "../raw";
import { scriptVectors } from "../script-vectors";

/** One item whose every text is the vector; in turn of every kind. */
function itemOf(vector: string, turn: number): Item {
  const base = { id: randomUUID(), citations: [] };
  const text = vector.replaceAll("\r\n", "\n");
  const line = text.replaceAll("\n", " ").slice(0, 190);
  const kinds: Item[] = [
    {
      ...base,
      kind: "takeaway",
      fields: { kind: turn % 2 ? "risk" : "positive", title: line, body: text },
      assessment:
        turn % 2 ? { severity: "high", likelihood: "likely", horizon: "0-12", status: "open", commentary: text } : null,
    },
    {
      ...base,
      kind: "guidance_row",
      fields: { metric: text, period: text, previous: text, current: text, change: "raised", changeText: text },
    },
    {
      ...base,
      kind: "topic_row",
      fields: {
        topic: text,
        mentions: [{ period: "2024-Q4", text, absent: false }],
        current: text,
        trend: text,
        trendTag: "new",
      },
    },
    {
      ...base,
      kind: "exchange",
      fields: {
        topic: text,
        question: text,
        answer: text,
        askedBy: text,
        askedByFirm: text,
        speakers: [text],
        outcome: "partly",
      },
    },
    { ...base, kind: "covering_analyst", fields: { name: text, firm: text } },
  ];
  return kinds[turn % kinds.length] as Item;
}

const reactForm = `<form action="javascript:throw new Error('A React form was unexpectedly submitted.`;

const order: Item["kind"][] = ["headline", "takeaway", "guidance_row", "topic_row", "exchange", "covering_analyst"];

test("R68: Nothing that somebody writes is run, or fetched from elsewhere, in any place that shows it", async ({
  browser,
  entry,
}) => {
  test.setTimeout(testCount(240_000, 1_200_000));
  const hits: string[] = [];
  const sink = createServer((request, response) => {
    hits.push(request.url ?? "");
    response.end();
  });
  await new Promise<void>((listening) => sink.listen(0, "127.0.0.1", listening));
  const elsewhere = `http://127.0.0.1:${(sink.address() as AddressInfo).port}/x`;
  const vectors = scriptVectors(elsewhere);
  expect(vectors.length).toBeGreaterThanOrEqual(250);
  const { db } = entry.connection;
  const named = (n: number) => (vectors[n] ?? "").replaceAll(/[\r\n]/g, " ").slice(0, 60);
  const member = async (role: "admin" | "analyst" | "reviewer", n: number) =>
    (
      await addMember(db, {
        email: `${role}.${randomInt(1e9)}@quarterdeck.example`,
        name: `${named(n)} ${role}`,
        roles: [role],
      })
    ).actor;
  const [admin, writer, reviewer] = [
    await member("admin", 7),
    await member("analyst", 9),
    await member("reviewer", 12),
  ];

  const said: string[] = [];
  const open = async (actor: UserActor | null): Promise<Page> => {
    const context = await browser.newContext({ baseURL: entry.url });
    if (actor) {
      const { token } = await createSession(as(db, actor), actor.id);
      await context.addCookies([{ name: "session", value: token, url: entry.url }]);
    }
    const page = await context.newPage();
    await page.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
        console.error(`Content Security Policy: ${violatedDirective} ${blockedURI}`);
      });
    });
    page.on("dialog", (dialog) => {
      said.push(`a dialog at ${page.url()}`);
      void dialog.dismiss();
    });
    page.on("request", (request) => {
      if (!request.url().startsWith(entry.url) && !/^(data|blob):/.test(request.url()))
        said.push(`${request.url()} from ${page.url()}`);
    });
    return page;
  };
  const pages = {
    admin: await open(admin),
    writer: await open(writer),
    reviewer: await open(reviewer),
    reader: await open(null),
  };
  const show = async (page: Page, path: string) => {
    const answer = await page.goto(path);
    expect([path, answer?.status()]).toEqual([path, 200]);
    await page.evaluate(() => {
      for (const each of document.querySelectorAll("details")) each.open = true;
      for (const each of document.querySelectorAll<HTMLElement>("a, input, textarea, summary")) each.focus();
    });
    const made =
      "iframe, object, embed, base, [srcdoc], [onerror], [onload], [onfocus], [onbegin], [ontoggle], a[href^='javascript'], form[action^='javascript']";
    const found = await page.locator(made).evaluateAll((all) => all.map(({ outerHTML }) => outerHTML.slice(0, 300)));
    // React's own way to stop a form that would be sent past its handler.
    expect(
      found.filter((each) => !each.startsWith(reactForm)),
      path,
    ).toEqual([]);
  };

  for (let turn = 0; turn < testCount(1, 5); turn++) {
    const ticker = `X${randomInt(1e6, 1e7)}`;
    await addCompanyOf(db, {
      ticker,
      exchange: "XNAS",
      name: named(turn * 6 + 3) || "x",
      currency: "USD",
      fiscalYearEnd: "12",
    });
    const items = vectors
      .map((vector, n) => itemOf(vector, n + turn))
      .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
    const headline: Item = {
      id: randomUUID(),
      citations: [{ field: "text", offset: 0, label: "1" }],
      kind: "headline",
      fields: { text: named(turn) },
    };
    const sources = [
      {
        label: "1",
        title: vectors[turn] ?? "",
        kind: null,
        date: null,
        address: `https://example.com/"><script>alert(1)</script>`,
      },
    ];
    const content: NoteContent = { company: "x", ticker, period: "2025-Q1", items: [headline, ...items], sources };
    const text = writeNote(content, {});
    const { revisionId } = await publishText(db, { text, writer, reviewer, summary: vectors[turn + 1] ?? "" });
    const where = `/companies/${ticker}/2025-Q1`;

    const draft = await createDraft(as(db, writer), { ticker, period: "2025-Q1", beside: true });
    const kept = (await readDraft(db, draft.revisionId)).content;
    const [first] = itemsOf(kept, "takeaway");
    if (!first) throw new Error("The note has no takeaway.");
    const before = first.fields.body;
    await saveAs(db, writer, draft.revisionId, [
      { op: "set", kind: "takeaway", itemId: first.id, field: "body", base: before, value: `${vectors[40]} ${before}` },
    ]);
    const comment = { revisionId: draft.revisionId, itemId: first.id, text: vectors[turn] ?? "", words: null };
    await addComment(as(db, writer), comment);
    await submitRevision(as(db, writer), { revisionId: draft.revisionId, summary: (vectors[2] ?? "").slice(0, 190) });
    const ctx: Context & { actor: UserActor } = { ...as(db, writer), actor: writer };
    const terms = {
      label: (vectors[5] ?? "").slice(0, 100),
      expiresAt: null,
      policy: "latest",
      mayDownload: true,
    } as const;
    const { linkId, token } = await issueLink(ctx, { ...terms, revisionId });

    for (const path of [
      where,
      `${where}/history`,
      `${where}/r1`,
      `${where}/r1/blame`,
      `${where}/compare`,
      `${where}/share`,
      "/",
      "/companies",
      `/companies/${ticker}`,
      "/links",
      `/links/${linkId}`,
    ])
      await show(pages.writer, path);
    for (const path of ["/review", `/review/${draft.revisionId}`]) await show(pages.reviewer, path);
    for (const path of ["/settings/people", "/settings/audit", "/settings/audit?action=revision.published"])
      await show(pages.admin, path);
    for (const path of [`/s/${token}`]) await show(pages.reader, path);

    await pages.writer.goto("/import");
    await pages.writer
      .getByRole("textbox")
      .first()
      .fill(text.replaceAll(ticker, `Y${ticker.slice(1)}`));
    await pages.writer.waitForLoadState("networkidle");

    for (const file of ["verify", "feed", "download/markdown", "download/json", "download/pdf"]) {
      const { status, headers } = await ask(entry.url, { path: `/s/${token}/${file}` });
      expect([file, status, headers["x-content-type-options"]]).toEqual([file, 200, "nosniff"]);
      expect(String(headers["content-type"])).not.toMatch(/html|svg/);
      expect(String(headers["content-disposition"] ?? "")).toMatch(/^$|^attachment; filename="[A-Za-z0-9.-]+"/);
    }
    const page = (await ask(entry.url, { path: `/s/${token}` })).text;
    expect(page).not.toMatch(/<script|<iframe|<img|<[a-z]+[^<>]*\son[a-z]+=/i);
    expect(/<head>.*<\/head>/s.exec(page)?.[0]).not.toMatch(/alert|127\.0\.0\.1/);
  }
  expect(said).toEqual([]);
  await new Promise((closed) => sink.close(closed));
  expect(hits).toEqual([]);
});
