import { type ParseArgsConfig, parseArgs } from "node:util";
import { npmOption } from "@/lib/env";

/** The command line; what it does not know is refused with the usage. */
export function readArguments<T extends ParseArgsConfig>(usage: string, config: T, typed = process.argv.slice(2)) {
  try {
    return parseArgs<T>({ ...config, args: typed });
  } catch (error) {
    throw usageError(usage, (error as Error).message.split(". To specify")[0]);
  }
}

export function usageError(usage: string, reason: string | undefined): Error {
  return new Error(`${reason?.replace(/\.$/, "")}. Usage: ${usage}`);
}

/**
 * The command line with the options that npm took for its own when no `--` stood before them: it keeps their names, and
 * hands on their values after the first argument, which we take in the order in which the usage names the options.
 */
export function withOptionsOfNpm(names: string[], typed = process.argv.slice(2)): string[] {
  const [first, ...values] = typed;
  const kept = names.filter((name) => npmOption(name) !== undefined);
  if (first === undefined || kept.length === 0 || typed.some((word) => word.startsWith("--"))) return typed;
  const options = kept.map(
    (name) => `--${name}=${npmOption(name) === "true" ? (values.shift() ?? "") : npmOption(name)}`,
  );
  return [first, ...options, ...values];
}
