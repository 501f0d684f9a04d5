import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "quarterdeck-import-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function importNote(text: string, ...options: string[]) {
  const file = join(folder, "note.txt");
  writeFileSync(file, text);
  const script = join(import.meta.dirname, "note-import.ts");
  return spawnSync(process.execPath, ["--import", "tsx", script, file, ...options], { encoding: "utf8" });
}

describe("note:import --dry-run --json", () => {
  it("prints the reading of one file and nothing else, and ends well though there are warnings", () => {
    const { status, stdout } = importNote("FOG Q1 2025: Orders\nRisks\n- Late: One [doc 5].\n", "--dry-run", "--json");
    expect(JSON.parse(stdout)).toEqual({
      ticker: "FOG",
      period: "2025-Q1",
      headline: "Orders",
      takeaways: [{ kind: "risk", title: "Late", body: "One.", citations: ["5"] }],
      guidance: [],
      topics: [],
      exchanges: [],
      analysts: [],
      problems: [],
    });
    expect(Object.keys(JSON.parse(stdout)).join()).toBe(
      "ticker,period,headline,takeaways,guidance,topics,exchanges,analysts,problems",
    );
    expect(status).toBe(0);
  });

  it("ends with 1 when the text names no company and quarter, and with 0 when options do", () => {
    const bare = "Orders recover\n";
    const refused = importNote(bare, "--dry-run", "--json");
    expect(JSON.parse(refused.stdout)).toMatchObject({ ticker: null, period: null, headline: "Orders recover" });
    expect(refused.status).toBe(1);
    expect(importNote(bare, "--dry-run", "--json", "--company", "FOG", "--period", "2025-Q1").status).toBe(0);
  });

  it("guesses where the risks begin, with a warning, unless --risks-from says it", () => {
    const list = "FOG Q1 2025: Orders\n- Orders: rose\n- Paint: late, a risk\n";
    const read = (...options: string[]) => {
      const { takeaways, problems } = JSON.parse(importNote(list, "--dry-run", "--json", ...options).stdout);
      return [takeaways.map(({ kind }: { kind: string }) => kind).join(), problems.length];
    };
    expect(read()).toEqual(["positive,risk", 1]);
    expect(read("--risks-from", "2")).toEqual(["risk,risk", 0]);
    expect(read("--risks-from", "none")).toEqual(["positive,positive", 0]);
    expect(importNote(list, "--dry-run", "--risks-from", "Paint").stderr).toContain("as the line of the first risk");
  });

  it("asks who imports when it is not a rehearsal, in one sentence", () => {
    const { status, stderr } = importNote("FOG Q1 2025: Orders\n");
    expect(stderr).toContain("--as");
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(status).toBe(1);
  });
});
