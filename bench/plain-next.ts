import { createServer } from "node:http";
import { provideEnv } from "@/lib/env";

/** A build of Next behind node:http, and nothing else: no door and no gate in front. */
const [dir = "", port = ""] = process.argv.slice(2);
provideEnv({ NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" });
const { default: next } = await import("next"); // reads NODE_ENV when it is loaded
const app = next({ dev: false, dir, hostname: "127.0.0.1", port: Number(port) });
await app.prepare();
const handle = app.getRequestHandler();
createServer((request, response) => void handle(request, response)).listen(Number(port), "127.0.0.1", () => {
  process.send?.("listening");
});
process.once("SIGTERM", () => process.exit(0));
