import type { LiveEvent } from "./model";

/** What is said when there is nothing to say, so that a broken line is noticed at both ends. */
export const heartbeat = ":\n\n";

/** An event as a message of `text/event-stream`. */
export function formatEvent(event: LiveEvent): string {
  return `data: ${JSON.stringify(event)}\n\n`;
}

/** The events of a stream as they arrive; `heard` is called for whatever arrives, heartbeats too. */
export async function* readEvents(body: ReadableStream<Uint8Array>, heard: () => void): AsyncGenerator<LiveEvent> {
  const reader = body.getReader(); // not every browser can iterate over a stream
  const decoder = new TextDecoder();
  let pending = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    heard();
    pending += decoder.decode(value, { stream: true });
    const messages = pending.split("\n\n");
    pending = messages.pop() ?? "";
    for (const message of messages) {
      if (message.startsWith("data: ")) yield JSON.parse(message.slice("data: ".length)) as LiveEvent;
    }
  }
}
