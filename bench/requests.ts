import { Agent, type OutgoingHttpHeaders, request } from "node:http";

const agent = new Agent({ keepAlive: true });

type Answer = { status: number; text: string };

/** Posts a body on a connection that is kept; what came back. */
export function post(url: string, body: string, headers: OutgoingHttpHeaders = {}): Promise<Answer> {
  return asked(url, "POST", { ...headers, "content-length": Buffer.byteLength(body) }, body);
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
