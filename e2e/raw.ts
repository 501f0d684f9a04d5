import { Agent, type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from "node:http";

export type RawAnswer = { status: number; headers: IncomingHttpHeaders; text: string };

type Asked = { path: string; method?: string; headers?: OutgoingHttpHeaders; body?: string | Buffer };

const agent = new Agent({ keepAlive: true, maxSockets: 128 });

/** Sends a request to the letter: no path is mended, no header added, no redirect followed. */
export function ask(url: string, { path, method = "GET", headers = {}, body }: Asked): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  const length = body === undefined ? {} : { "content-length": Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const asking = request({ hostname, port, path, method, headers: { ...length, ...headers }, agent }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      });
    });
    asking.on("error", reject);
    asking.end(body);
  });
}
