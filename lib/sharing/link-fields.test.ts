import { describe, expect, it } from "vitest";
import { parseInput, Refused } from "@/lib/errors";
import { overAlready, passwordOf, termsOf, unreachable } from "./form-input";
import { changeInput } from "./input";
import { carriedOver, dayAfter, endOf, endOfDay, fieldsOf, formatEnd, newFields, sentFields } from "./link-fields";

const terms = {
  label: "A client",
  policy: "latest" as const,
  expiresAt: new Date("2026-12-31T23:59:59.999Z"),
  recipients: ["ines@fund.example", "@north.example"],
  mayDownload: true,
  showsNewer: false,
  viewsMax: 5,
};

describe("the form of a link", () => {
  it("says what the link allows, and sends it back as it was", () => {
    expect(termsOf(fieldsOf(terms))).toEqual(terms);
    const least = { ...terms, expiresAt: null, recipients: [], viewsMax: null };
    expect(termsOf(fieldsOf(least))).toEqual(least);
    expect(sentFields({ label: "A", mayDownload: "on", stray: "x" })).toEqual({
      ...Object.fromEntries(Object.keys(fieldsOf(terms)).map((name) => [name, ""])),
      label: "A",
      mayDownload: "on",
    });
  });

  it("begins with an end in 30 days", () => {
    expect(termsOf(newFields("2026-12-10")).expiresAt).toEqual(new Date("2027-01-09T23:59:59.999Z"));
  });

  it("reads addresses by lines, commas and blanks, and a limit that is a number of digits alone", () => {
    const { recipients, viewsMax } = termsOf({
      ...fieldsOf(terms),
      recipients: " Ines@Fund.example,\r\n\n@north.example;ole@fog.example ",
      viewsMax: " 12 ",
    });
    expect(recipients).toEqual(["Ines@Fund.example", "@north.example", "ole@fog.example"]);
    expect(viewsMax).toBe(12);
    for (const wrong of ["1e3", "0x10", "-1", "1.5", "many"]) {
      const asked = { ...termsOf({ ...fieldsOf(terms), viewsMax: wrong }), linkId: crypto.randomUUID(), version: 1 };
      expect(changeInput.safeParse(asked).error?.issues[0]?.path, wrong).toEqual(["viewsMax"]);
    }
  });

  it.each([
    ["ines@fund.example", true],
    ["@fund.example", true],
    ["fund.example", false],
    ["@fund", false],
    ["ines@", false],
    ["@", false],
    ["ines@fund.example@north.example", false],
    [`${"x".repeat(250)}@fund.example`, false],
  ])("takes %s as an address or a domain: %s", (recipient, isOne) => {
    const asked = { ...terms, recipients: [recipient], linkId: crypto.randomUUID(), version: 1 };
    expect(changeInput.safeParse(asked).success).toBe(isOne);
  });

  it("ends with a day of UTC, which must be one", () => {
    expect(endOfDay("2028-02-29").toISOString()).toBe("2028-02-29T23:59:59.999Z");
    for (const day of ["2026-02-31", "2027-02-29", "", "31.12.2026", "+12026-01-01"]) {
      expect(endOfDay(day).getTime(), day).toBeNaN();
    }
    expect(dayAfter("2026-12-30", 7)).toBe("2027-01-06");
    expect(endOf({ end: "none", endDay: "2026-12-31", sameEnd: "" })).toBeNull();
    expect(formatEnd(endOfDay("2026-12-31"))).toBe("the end of 31 Dec 2026, UTC");
    expect(formatEnd(new Date("2026-12-31T12:30:00Z"))).toBe("31 Dec 2026, 12:30 UTC");
  });

  it("keeps a password, changes it or takes it away as was chosen", () => {
    const typed = { password: "another password" };
    expect(passwordOf({ ...typed, passwordChoice: "keep" })).toBeUndefined();
    expect(passwordOf({ ...typed, passwordChoice: "remove" })).toBeNull();
    expect(passwordOf({ ...typed, passwordChoice: "change" })).toBe("another password");
    expect(passwordOf({ password: "", passwordChoice: "change" })).toBe("");
    expect(passwordOf({ ...typed, passwordChoice: "" })).toBe("another password");
    expect(passwordOf({ password: "", passwordChoice: "" })).toBeUndefined();
  });

  it("takes over what somebody changed meanwhile where nothing was typed, and keeps what was", () => {
    const base = fieldsOf(terms);
    const kept = fieldsOf({ ...terms, label: "Theirs", expiresAt: null, viewsMax: 9 });
    const typed = { ...base, label: "Mine", showsNewer: "on" };
    expect(carriedOver(typed, base, kept)).toEqual({ ...kept, label: "Mine", showsNewer: "on" });
    const ended = { ...base, end: "day", endDay: "2027-06-30" };
    expect(endOf(carriedOver(ended, base, kept))).toEqual(endOfDay("2027-06-30"));
  });

  it("names no new address where no mail can be sent, and lets those that are there stay or go", () => {
    expect(unreachable(["ines@fund.example"], []).recipients).toContain("Mail is not set up");
    expect(unreachable(["Ines@fund.example"], ["ines@fund.example", "@north.example"])).toEqual({});
    expect(unreachable([], ["ines@fund.example"])).toEqual({});
  });

  it("is told all that is wrong at once, each at its field; an end that came meanwhile is not", () => {
    const now = new Date("2026-12-10T12:00:00Z");
    const fields = {
      ...newFields("2026-12-10"),
      end: "day",
      endDay: "2020-01-31",
      recipients: "fund.example",
      viewsMax: "9",
    };
    const link = { ...termsOf({ ...fields, viewsMax: "9".repeat(30) }), linkId: "x", version: 1, password: "short" };
    const refused = () => parseInput(changeInput, link, overAlready(fields, now));
    expect(refused).toThrow(Refused);
    try {
      refused();
    } catch (error) {
      expect(error).toMatchObject({
        field: "linkId",
        message: "There is no such link.",
        refusals: {
          linkId: "There is no such link.",
          label: "Name the link after whoever it is for.",
          expiresAt: "The end of the link is over already.",
          "recipients.0": "“fund.example” is neither an address nor a domain such as @fund.example.",
          viewsMax: "100,000 views at most. Leave the number empty for no limit.",
          password: "A link's password has 10 characters or more.",
        },
      });
    }
    const sameEnd = "2026-12-01T23:59:59.999Z";
    expect(overAlready({ ...fields, end: "same", sameEnd }, now)).toEqual({});
    expect(overAlready({ ...fields, end: "none" }, now)).toEqual({});
  });
});
