import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, type TestDatabase } from "@/db/test-database";
import { findActorByEmail } from "@/lib/auth/queries";
import { demoText, demoTexts, loadDemo } from "@/lib/demo";
import { as, builder } from "@/lib/world";
import { parseNote } from "./parse";
import { exportNote } from "./queries";

describe("exporting a note", () => {
  let base: TestDatabase;
  beforeAll(async () => {
    base = await freshDatabase();
    await loadDemo({ db: base.app, say: () => {} });
  }, 60_000);
  afterAll(() => base.close());

  it("gives back the text that came in, for every note of the demo that nobody has changed since", async () => {
    const viewer = await findActorByEmail(as(base.app, builder), "vida@quarterdeck.example");
    if (!viewer) throw new Error("The demo has no viewer.");
    let compared = 0;
    for (const name of demoTexts) {
      const text = demoText(name);
      const { ticker, period } = parseNote(text);
      const exported = ticker && period ? await exportNote(as(base.app, viewer), ticker, period) : null;
      if (name === "kc-2024-q4")
        expect(exported).toContain("Assessment: medium | possible | 0-12 | open | Without prices");
      else expect(exported, name).toBe(text);
      compared += 1;
    }
    expect(compared).toBe(10);
  });

  it("gives nothing where there is no note for whoever asks", async () => {
    expect(await exportNote(as(base.app, builder), "KC", "2019-Q1")).toBeNull();
  });
});
