import { describe, expect, it } from "vitest";
import { readFilter } from "./input";

describe("the filters of the audit trail", () => {
  it("are read from an address, and what is empty or unknown does not limit", () => {
    const params = {
      person: "product",
      action: "revision.published",
      about: " kc  Q1 2025 ",
      from: "2025-06-02",
      to: "",
    };
    expect(readFilter({ ...params, before: "57", verify: "1", nothing: "x" })).toEqual({
      filter: {
        person: "product",
        action: "revision.published",
        about: { ticker: "KC", period: "2025-Q1" },
        from: "2025-06-02",
        before: 57,
      },
      typed: {
        person: "product",
        action: "revision.published",
        about: " kc  Q1 2025 ",
        from: "2025-06-02",
        before: "57",
      },
      refusals: {},
    });
    expect(readFilter({ about: "BRK.B", person: ["a", "b"] }).filter).toEqual({
      about: { ticker: "BRK.B", period: null },
    });
  });

  it.each([
    ["person", "ana"],
    ["action", "revision.read"],
    ["about", "KC in spring"],
    ["about", "Kingsoft\0"],
    ["from", "2025-02-30"],
    ["from", "0000-01-01"],
    ["to", "yesterday"],
    ["before", "-1"],
    ["before", "1e400"],
  ] as const)("refuse as %s what cannot be one: %j, with a sentence", (name, value) => {
    const { filter, typed, refusals } = readFilter({ [name]: value });
    expect(filter).toEqual({});
    expect(typed[name]).toBe(value);
    expect(refusals[name]).toMatch(/^(Write|Choose|Begin) .*\.$/);
  });
});
