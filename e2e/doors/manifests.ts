import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const root = join(import.meta.dirname, "../..");
const read = (path: string): unknown => JSON.parse(readFileSync(join(root, path), "utf8"));

const references = z.object({
  node: z.record(z.string(), z.object({ exportedName: z.string(), workers: z.record(z.string(), z.unknown()) })),
});

export type BuiltAction = { id: string; name: string /** the address of a page that has it */; route: string };

/** Every server action that the build serves. */
export function builtActions(): BuiltAction[] {
  const { node } = references.parse(read(".next/server/server-reference-manifest.json"));
  return Object.entries(node).map(([id, { exportedName: name, workers }]) => {
    const [page = ""] = Object.keys(workers);
    return { id, name, route: addressOf(page.replace(/^app/, "")) };
  });
}

/** The addresses of every page, or of everything else that the build answers. */
export function builtRoutes(kind: "page" | "route"): string[] {
  const paths = z.record(z.string(), z.string()).parse(read(".next/server/app-paths-manifest.json"));
  return Object.keys(paths)
    .filter((path) => path.endsWith(`/${kind}`) && !path.startsWith("/_"))
    .map(addressOf);
}

/** The addresses of those files that say how something is taken which is no action: by another method than GET. */
export function takingRoutes(): string[] {
  const takes =
    /^export (?:async function|function|const) (POST|PUT|PATCH|DELETE)\b|^export \{[^}]*\b(POST|PUT|PATCH|DELETE)\b/m;
  return readdirSync(join(root, "app"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith("/route.ts") && takes.test(readFileSync(join(root, "app", path), "utf8")))
    .map((path) => addressOf(`/${path.replace(/\.ts$/, "")}`));
}

function addressOf(path: string): string {
  return path.replace(/\/(page|route)$/, "").replace(/\/\([^)]+\)/g, "") || "/";
}

/** The commands of package.json. */
export function npmCommands(): string[] {
  return Object.keys(z.object({ scripts: z.record(z.string(), z.string()) }).parse(read("package.json")).scripts);
}
