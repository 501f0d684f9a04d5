import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { servedWorkspace } from "./workspace";

const root = join(import.meta.dirname, "..");

/** A further process that serves the workspace's database, which a test may kill and start again at the same address. */
export class OwnServer {
  /** everything that it has said */
  said = "";
  /** what of that went to its log of errors */
  complained = "";
  #process: ChildProcess | undefined;

  private constructor(
    readonly port: number,
    readonly databaseUrl: string,
    readonly environment: Record<string, string>,
  ) {}

  /** `environment`: what is set beside the database, and the port, which is a free one. */
  static async start(databaseUrl: string, environment: Record<string, string> = {}): Promise<OwnServer> {
    const server = new OwnServer(await freePort(), databaseUrl, environment);
    await server.start();
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get pid(): number {
    return this.#process?.pid ?? 0;
  }

  async start(): Promise<void> {
    const started = spawn(process.execPath, ["--import", "tsx", "scripts/start.ts"], {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        NODE_ENV: "production",
        DATABASE_URL: this.databaseUrl,
        AUTH_SECRET: "x".repeat(40),
        AUDIT_HEADS: join(dirname(servedWorkspace().log), "audit-heads.jsonl"),
        PORT: String(this.port),
        ...this.environment,
      },
    });
    this.#process = started;
    started.stderr.pipe(process.stderr);
    started.stderr.on("data", (said: Buffer) => {
      this.said += said;
      this.complained += said;
    });
    await new Promise<void>((resolve, reject) => {
      started.stdout.on("data", (said: Buffer) => {
        this.said += said;
        if (said.includes("Quarterdeck is at")) resolve();
      });
      started.once("exit", () => reject(new Error("The server ended before it served.")));
    });
  }

  /** At once, in the middle of whatever it does. */
  kill(): Promise<void> {
    return this.#end("SIGKILL");
  }

  /** As a supervisor does: what it started ends with it. */
  stop(): Promise<void> {
    return this.#end("SIGTERM");
  }

  /** Whatever it says from now on is read by nobody. */
  deafen(): void {
    this.#process?.stdout?.destroy();
    this.#process?.stderr?.destroy();
  }

  async #end(signal: "SIGKILL" | "SIGTERM"): Promise<void> {
    const running = this.#process;
    this.#process = undefined;
    if (!running || running.exitCode !== null) return;
    const ended = once(running, "exit");
    running.kill(signal);
    await ended;
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
