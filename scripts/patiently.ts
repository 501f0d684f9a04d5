import type { ServerResponse } from "node:http";
import { Patience, withPatience } from "@/db/patience";

const retryAfterSeconds = "2";

/**
 * Answers a request that waits for the database a while and no longer. Where it fails because of that, nothing is broken:
 * it is answered with 503 in place of 500.
 */
export function patiently<T>(response: ServerResponse, answer: () => T): T {
  const patience = new Patience();
  const writeHead: (...head: unknown[]) => ServerResponse = response.writeHead.bind(response) as never;
  const write = (status: number, ...more: unknown[]) => {
    if (status !== 500 || !patience.isOut) return writeHead(status, ...more);
    response.setHeader("Retry-After", retryAfterSeconds);
    return writeHead(503, ...more);
  };
  response.writeHead = write as never;
  return withPatience(patience, answer);
}
