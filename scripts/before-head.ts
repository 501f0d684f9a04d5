import type { ServerResponse } from "node:http";

/** Lets something look at an answer whose head is about to be written: it may add headers, and returns the status. */
export function beforeHead(response: ServerResponse, look: (status: number) => number): void {
  const writeHead: (...head: unknown[]) => ServerResponse = response.writeHead.bind(response) as never;
  const looked = (status: number, ...more: unknown[]) => writeHead(look(status), ...more);
  response.writeHead = looked as never;
}
