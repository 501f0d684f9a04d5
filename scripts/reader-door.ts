import type { RequestListener, ServerResponse } from "node:http";
import type { BlockList } from "node:net";
import type { Door } from "@/lib/sharing/door-call";
import { openHttpDoor } from "@/lib/sharing/http-door";
import { clientAddress } from "./client-address";
import { answerEmpty } from "./http-server";

/** Answers as the reader's door whatever is asked: what is not a link is not there. */
export function readerDoor(door: () => Door, trusted: BlockList): RequestListener {
  return (request, response) => {
    openHttpDoor(request, response, { address: clientAddress(request, trusted), door }).catch(broken(response));
  };
}

/** Ends an answer that could not be made. */
export function broken(response: ServerResponse): (error: unknown) => void {
  return (error) => {
    if (response.destroyed) return; // whoever asked is gone
    console.error(error);
    if (response.headersSent) response.end();
    else answerEmpty(response, 500);
  };
}
