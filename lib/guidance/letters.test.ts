import { expect, it } from "vitest";
import { changeByLetters } from "./letters";

it("The first letters of a change choose it, and more of them tell it from others", () => {
  expect(changeByLetters("r", null)).toBe("raised");
  expect(changeByLetters("WIT", "widened")).toBe("withdrawn");
  expect(changeByLetters("mi", "maintained")).toBe("missed");
  expect(changeByLetters("not a", "narrowed")).toBe("not_addressed");
  expect(changeByLetters("not s", "not_addressed")).toBeNull();
});

it("One letter again and again goes through all that begin with it", () => {
  expect(changeByLetters("m", "raised")).toBe("maintained");
  expect(changeByLetters("mm", "maintained")).toBe("met");
  expect(changeByLetters("mmm", "met")).toBe("missed");
  expect(changeByLetters("mmmm", "missed")).toBe("maintained");
  expect(changeByLetters("n", "not_addressed")).toBeNull();
});

it("More letters of what is chosen keep it, and letters that begin nothing choose nothing", () => {
  expect(changeByLetters("no", null)).toBeNull();
  for (const letters of ["", "x", "rx", "ra1", " "])
    expect(changeByLetters(letters, "raised"), letters).toBeUndefined();
});
