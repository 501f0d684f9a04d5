import type { ServerResponse } from "node:http";
import { Patience, withPatience } from "@/db/patience";
import { beforeHead } from "./before-head";

const retryAfterSeconds = "2";

/**
 * Answers a request that waits for the database a while and no longer. Where it fails because of that, nothing is broken:
 * it is answered with 503 in place of 500.
 */
export function patiently<T>(response: ServerResponse, answer: () => T): T {
  const patience = new Patience();
  beforeHead(response, (status) => {
    if (status !== 500 || !patience.isOut) return status;
    response.setHeader("Retry-After", retryAfterSeconds);
    return 503;
  });
  return withPatience(patience, answer);
}
