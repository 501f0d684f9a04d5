import { isPeriod } from "@/lib/notes/period";
import { exportNote } from "@/lib/transfer/queries";
import { readArguments, usageError } from "./arguments";
import { run } from "./run";
import { inWorkspace } from "./workspace";

const usage = "npm run -s note:export -- TICKER 2025-Q1";

run(async () => {
  const { positionals } = readArguments(usage, { allowPositionals: true });
  const [ticker, period, ...more] = positionals;
  if (!ticker || !period || more.length > 0) throw usageError(usage, "Name a ticker and a quarter");
  if (!isPeriod(period)) throw usageError(usage, "Write the quarter as 2025-Q1");
  const text = await inWorkspace((ctx) => exportNote(ctx, ticker.toUpperCase(), period));
  if (text === null) throw new Error(`There is no note on ${ticker.toUpperCase()} for ${period}.`);
  process.stdout.write(text);
});
