import { expect, test } from "vitest";
import { together } from "./together";

/** Something to ask for, of which each asking is answered by hand. */
function questions() {
  const asked: { key: string; answer: (value: string) => void; fail: (error: Error) => void }[] = [];
  const ask = together((key: string) => new Promise<string>((answer, fail) => void asked.push({ key, answer, fail })));
  return { ask, asked };
}

test("who asks while an answer is under way gets the one that is asked for after it, with all others who wait", async () => {
  const { ask, asked } = questions();
  const first = ask("a");
  const later = [ask("a"), ask("a"), ask("a")];
  expect(asked).toHaveLength(1);
  asked[0]?.answer("before");
  expect(await first).toBe("before");
  await expect.poll(() => asked.length).toBe(2);
  asked[1]?.answer("after");
  expect(await Promise.all(later)).toEqual(["after", "after", "after"]);
  expect(asked).toHaveLength(2);
});

test("each key is asked for by itself, and a key anew once its answer is there", async () => {
  const { ask, asked } = questions();
  const both = [ask("a"), ask("b")];
  expect(asked.map(({ key }) => key)).toEqual(["a", "b"]);
  for (const { key, answer } of asked) answer(`of ${key}`);
  expect(await Promise.all(both)).toEqual(["of a", "of b"]);
  const again = ask("a");
  expect(asked).toHaveLength(3);
  asked[2]?.answer("anew");
  expect(await again).toBe("anew");
});

test("an answer that fails is no answer to those who asked after it", async () => {
  const { ask, asked } = questions();
  const first = ask("a");
  const second = ask("a");
  asked[0]?.fail(new Error("gone"));
  await expect(first).rejects.toThrow("gone");
  await expect.poll(() => asked.length).toBe(2);
  asked[1]?.answer("here");
  expect(await second).toBe("here");
});

test("a question that is never answered holds nobody up for long", async () => {
  const { ask, asked } = questions();
  void ask("a");
  const second = ask("a");
  await expect.poll(() => asked.length, { timeout: 3_000 }).toBe(2);
  asked[1]?.answer("here");
  expect(await second).toBe("here");
  const third = ask("a");
  asked[2]?.answer("again");
  expect(await third).toBe("again");
});
