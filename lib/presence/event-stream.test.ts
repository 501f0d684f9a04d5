import fc from "fast-check";
import { expect, it } from "vitest";
import { testCount } from "@/lib/env";
import { formatEvent, heartbeat, readEvents } from "./event-stream";
import type { LiveEvent } from "./model";

const person = fc.record({
  tab: fc.uuid(),
  userId: fc.uuid(),
  name: fc.string({ unit: "grapheme" }),
  itemId: fc.option(fc.uuid()),
  field: fc.option(fc.string()),
});
const presence: fc.Arbitrary<LiveEvent> = fc.record({
  type: fc.constant("presence" as const),
  revisionId: fc.uuid(),
  people: fc.array(person),
});

async function read(chunks: Uint8Array[]): Promise<LiveEvent[]> {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
  const events: LiveEvent[] = [];
  for await (const event of readEvents(body, () => {})) events.push(event);
  return events;
}

it("A stream is read as it was written, wherever the network cuts it, in the middle of a letter too", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(presence), fc.array(fc.nat({ max: 400 })), async (events, lengths) => {
      const bytes = new TextEncoder().encode(
        heartbeat + events.map((event) => formatEvent(event) + heartbeat).join(""),
      );
      const chunks: Uint8Array[] = [];
      for (let at = 0; at < bytes.length; at += chunks.at(-1)?.length ?? 0) {
        const length = (lengths[chunks.length % (lengths.length || 1)] ?? 0) + 1;
        chunks.push(bytes.subarray(at, at + length));
      }
      expect(await read(chunks)).toEqual(events);
    }),
    { numRuns: testCount(100, 5_000) },
  );
});

it("What was cut off in the middle is not told", async () => {
  const whole = formatEvent({ type: "ended", reason: "forbidden" });
  const cut = new TextEncoder().encode(whole + whole.slice(0, -1));
  expect(await read([cut])).toEqual([{ type: "ended", reason: "forbidden" }]);
});
