import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fontUrl } from "@/lib/sharing/fonts";

/** In the order of the page; the last two overrule what comes before them. */
const parts = ["article", "article-head", "article-tables", "article-lists", "article-narrow", "article-print"];

/** The style that is stored with an article: one text without comments, its fonts at their permanent addresses. */
export function articleStyle(): string {
  const folder = join(process.cwd(), "lib", "publishing");
  return tightened(parts.map((part) => readFileSync(join(folder, `${part}.css`), "utf8")).join("")).replace(
    /url\("([^"]+)"\)/g,
    (_, file: string) => `url("${fontUrl(file)}")`,
  );
}

/** A style without comments and spare room. */
export function tightened(style: string): string {
  return style
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/\s+/g, " ")
    .replace(/ ?([{};,]) ?/g, "$1")
    .replace(/;}/g, "}")
    .trim();
}
