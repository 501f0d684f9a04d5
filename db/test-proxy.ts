import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** What a test does with each message of a client: `forward` sends it to the server, and ends when that has answered. */
export type Pass = (forward: () => Promise<void>, message: string) => Promise<void>;

/**
 * A way to the database on which each message of a client waits to be passed on, so that a test decides in which order
 * the statements of several connections get there. What one client sends stays in its order.
 */
export async function proxied(url: string, pass: Pass): Promise<{ url: string; close: () => void }> {
  const { hostname, port } = new URL(url);
  const sockets = new Set<Socket>();
  const proxy = createServer((client) => {
    const server = connect(Number(port), hostname);
    const end = () => [client, server].forEach((socket) => void socket.destroy());
    for (const socket of [client, server]) {
      socket.setNoDelay(true);
      sockets.add(socket.on("error", end).on("close", end));
    }
    let answered = () => {};
    let isPassing = false;
    const held: Buffer[] = [];
    const deliver = () => {
      for (const answer of held.splice(0)) if (!client.destroyed) client.write(answer);
    };
    server.on("close", () => answered());
    server.on("data", (answer) => {
      held.push(answer);
      if (!isPassing) deliver();
      answered();
    });
    let last = Promise.resolve();
    client.on("data", (message) => {
      answered(); // of a long message only the last part is
      const forward = () =>
        new Promise<void>((resolve) => {
          answered = resolve;
          if (server.destroyed) resolve();
          else server.write(message);
        });
      const passOn = async () => {
        isPassing = true;
        await pass(forward, message.toString("latin1"));
        isPassing = false;
        deliver();
      };
      last = last.then(passOn).catch(end);
    });
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  const address = proxy.address();
  const own = new URL(url);
  own.hostname = "127.0.0.1";
  own.port = String(typeof address === "object" && address?.port);
  const close = () => {
    proxy.close();
    for (const socket of sockets) socket.destroy();
  };
  return { url: own.href, close };
}
