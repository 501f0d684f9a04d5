import { describe, expect, it } from "vitest";
import { saysNothing } from "./cell";

describe("a guidance cell", () => {
  it("says nothing when its words stand in for an empty one", () => {
    for (const words of ["no prior guidance", "Not specified", " not stated ", "None", "N/A", null])
      expect(saysNothing(words), `${words}`).toBe(true);
  });

  it("says something in any other words, also in those that begin with a no", () => {
    for (const words of [
      "no change in margin",
      "note the margin",
      "nonetheless higher",
      "higher, not specified by how much",
    ])
      expect(saysNothing(words), words).toBe(false);
  });
});
