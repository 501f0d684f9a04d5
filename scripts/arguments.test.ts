import { afterEach, expect, test, vi } from "vitest";
import { readArguments, withOptionsOfNpm } from "./arguments";

afterEach(() => vi.unstubAllEnvs());

const names = ["name", "exchange", "currency", "fiscal-year-end"];

test("Options behind a -- are taken as they are.", () => {
  const typed = ["KC", "--name", "Kingsoft Cloud", "--exchange", "XNAS"];
  vi.stubEnv("npm_config_name", "other");
  expect(withOptionsOfNpm(names, typed)).toEqual(typed);
});

test("Options that npm took are given back with the values that it handed on.", () => {
  vi.stubEnv("npm_config_name", "Kingsoft Cloud");
  for (const name of ["exchange", "currency", "fiscal_year_end"]) vi.stubEnv(`npm_config_${name}`, "true");
  expect(withOptionsOfNpm(names, ["KC", "XNAS", "CNY", "December"])).toEqual([
    "KC",
    "--name=Kingsoft Cloud",
    "--exchange=XNAS",
    "--currency=CNY",
    "--fiscal-year-end=December",
  ]);
});

test("An option that npm took and that has no value left is empty, so that the command asks for it.", () => {
  vi.stubEnv("npm_config_exchange", "true");
  expect(withOptionsOfNpm(names, ["KC"])).toEqual(["KC", "--exchange="]);
});

test("An unknown option is refused in one sentence with the usage.", () => {
  const read = () => readArguments("npm run demo [-- --fresh]", { options: {} }, ["--stale"]);
  expect(read).toThrow("Unknown option '--stale'. Usage: npm run demo [-- --fresh]");
});
