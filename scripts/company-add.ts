import { addCompany } from "@/lib/companies/commands";
import { readArguments, usageError, withOptionsOfNpm } from "./arguments";
import { run } from "./run";
import { inWorkspace } from "./workspace";

const usage =
  'npm run -s company:add -- TICKER --name "NAME" --exchange XNAS --currency USD --fiscal-year-end December [--owner EMAIL]';

const options = {
  name: { type: "string" },
  exchange: { type: "string" },
  currency: { type: "string" },
  "fiscal-year-end": { type: "string" },
  owner: { type: "string" },
} as const;

run(async () => {
  const typed = withOptionsOfNpm(Object.keys(options));
  const { values, positionals } = readArguments(usage, { allowPositionals: true, options }, typed);
  const [ticker, ...more] = positionals;
  const { name, exchange, currency, "fiscal-year-end": fiscalYearEnd, owner: ownerEmail } = values;
  if (!ticker || more.length > 0) throw usageError(usage, "Name one ticker");
  if (!name || !exchange || !currency || !fiscalYearEnd) throw usageError(usage, "A part is missing");
  const company = { ticker, name, exchange, currency, fiscalYearEnd, ...(ownerEmail && { ownerEmail }) };
  await inWorkspace((ctx) => addCompany(ctx, company));
  console.log(`${ticker.toUpperCase()} is added.`);
});
