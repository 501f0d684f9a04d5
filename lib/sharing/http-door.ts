import type { IncomingMessage, ServerResponse } from "node:http";
import { failed, openDoor } from "./door";
import type { DoorAnswer, DoorRequest } from "./door-answer";
import type { Door } from "./door-call";
import { postedText } from "./posted";

/** `door`: opened when it is asked for, since the database may not be reached. */
type Client = { address: string; door: () => Door };

/** Whether a request is the door's to answer. `target`: as the request names it, a path with its query or a whole address. */
export function isAtDoor(target: string): boolean {
  return /^\/s(\/|$)/.test(pathOf(target));
}

/** The door behind node's server. */
export async function openHttpDoor(request: IncomingMessage, response: ServerResponse, client: Client): Promise<void> {
  const { method = "GET", url = "", headers } = request;
  // A request that is no longer read must live on until it is answered.
  const body = method === "POST" ? await postedText(request.iterator({ destroyOnReturn: false })) : "";
  const get = (name: string) => headers[name]?.toString() ?? null;
  const answer = await answerTo({ method, path: pathOf(url), headers: { get }, address: client.address, body }, client);
  // What is left of a body that is too long comes no further.
  if (body === null) response.setHeader("Connection", "close");
  if (answer.cookies) response.setHeader("Set-Cookie", answer.cookies);
  response.writeHead(answer.status, answer.headers).end(answer.body);
}

async function answerTo(request: DoorRequest, { door }: Client): Promise<DoorAnswer> {
  try {
    return await openDoor(request, door());
  } catch (error) {
    return failed(request, error);
  }
}

function pathOf(target: string): string {
  if (target.startsWith("/")) return target.split("?", 1)[0] ?? "";
  return URL.canParse(target) ? new URL(target).pathname : "";
}
