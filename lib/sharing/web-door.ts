import { openDoor } from "./door";
import type { Door } from "./door-call";
import { postedText } from "./posted";

/** The door behind whatever speaks in web-standard requests, with the client's address in X-Forwarded-For. */
export async function openWebDoor(request: Request, door: Door): Promise<Response> {
  const { method, headers } = request;
  const { pathname: path } = new URL(request.url);
  const address = headers.get("x-forwarded-for") ?? "";
  const {
    status,
    body,
    cookies = [],
    ...answer
  } = await openDoor({ method, path, headers, address, body: await postedText(request.body) }, door);
  const given = new Headers(answer.headers);
  for (const cookie of cookies) given.append("Set-Cookie", cookie);
  return new Response(body, { status, headers: given });
}
