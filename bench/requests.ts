import { Agent, type OutgoingHttpHeaders, request } from "node:http";

const agent = new Agent({ keepAlive: true });

let asking = 0;
/** Another address for each request, as if it came from there. */
const fromSomewhere = () => `10.0.${asking % 250}.${(asking++ >> 8) % 250}`;

type Answer = { status: number; text: string };

/** Posts a body on a connection that is kept; what came back. */
export function post(url: string, body: string, headers: OutgoingHttpHeaders = {}): Promise<Answer> {
  return asked(
    url,
    "POST",
    { ...headers, "x-forwarded-for": fromSomewhere(), "content-length": Buffer.byteLength(body) },
    body,
  );
}

/** Gets a page on a connection that is kept; what came back. */
export function get(url: string, headers: OutgoingHttpHeaders): Promise<Answer> {
  return asked(url, "GET", headers);
}

function asked(url: string, method: string, headers: OutgoingHttpHeaders, body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asking = request(url, { method, agent, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => (text += chunk));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
    });
    asking.on("error", reject);
    asking.end(body);
  });
}

/** Ends the connections that are kept. */
export function hangUp(): void {
  agent.destroy();
}
