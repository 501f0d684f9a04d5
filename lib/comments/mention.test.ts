import { describe, expect, it } from "vitest";
import { findMentioned, findUnclear, mentionsIn } from "./mention";

const members = ["Ana Alder", "Ana Alder-Birch", "Rowan Elm", "Ben", "Zoë Fir"].map((name) => ({ id: name, name }));

describe("whom a comment calls on", () => {
  it("is whoever stands after an @ with the whole name, or with the first name when only one has it", () => {
    expect(findMentioned("@Rowan Elm, see this. @Ben too, and @rowan.", members)).toEqual(["Rowan Elm", "Ben"]);
    expect(findMentioned("Ask (@Zoë) or @zoë fir's team", members)).toEqual(["Zoë Fir"]);
  });

  it("is the one with the longest name that stands there", () => {
    expect(findMentioned("@Ana Alder-Birch knows", members)).toEqual(["Ana Alder-Birch"]);
    expect(findMentioned("@Ana Alder knows", members)).toEqual(["Ana Alder"]);
  });

  it("is nobody for a first name that two have, and those two are told apart in a sentence", () => {
    expect(findMentioned("@Ana, see this", members)).toEqual([]);
    expect(findUnclear("Well, @ana, see this", members)).toEqual({
      written: "@ana",
      names: ["Ana Alder", "Ana Alder-Birch"],
    });
    expect(findUnclear("@Ana Alder and @Ben", members)).toBeNull();
  });

  it("is nobody in an address, in a longer word, or where nobody has the name", () => {
    expect(findMentioned("ben@ben.example, @Bent, @Benno, @nobody, @ Ben, @", members)).toEqual([]);
  });

  it("is everybody who has that whole name", () => {
    const twins = [...members, { id: "another", name: "Ben" }];
    expect(findMentioned("@Ben", twins)).toEqual(["Ben", "another"]);
  });

  it("is a member of one name before another with that first name", () => {
    expect(findMentioned("@Ben", [...members, { id: "Ben Oak", name: "Ben Oak" }])).toEqual(["Ben"]);
  });

  it("is marked from the @ to the end of the name", () => {
    const text = "See, @Rowan Elm: now";
    expect(mentionsIn(text, members).map(({ start, end }) => text.slice(start, end))).toEqual(["@Rowan Elm"]);
  });
});
