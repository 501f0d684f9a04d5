import { expect, it } from "vitest";
import { LiveStream } from "./live-stream";

const mebibyte = "x".repeat(1024 * 1024);

function stream() {
  const closed: LiveStream[] = [];
  return { closed, stream: new LiveStream("", new Map(), (each) => closed.push(each)) };
}

it("A browser that does not read is let go when too much waits for it, and can still read what waits", async () => {
  const { stream: slow, closed } = stream();
  slow.send("small");
  slow.send(mebibyte);
  expect(closed).toEqual([]);
  slow.send("one more");
  expect(closed).toEqual([slow]);
  slow.send("and another");
  slow.end();
  expect((await new Response(slow.body).text()).length).toBe("small".length + mebibyte.length);
});

it("A stream that its reader leaves is closed, and takes nothing more", async () => {
  const { stream: left, closed } = stream();
  await left.body.cancel();
  expect(closed).toEqual([left]);
  left.send("small");
  left.end();
});
