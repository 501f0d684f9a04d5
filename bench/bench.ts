import { readArguments, usageError } from "@/scripts/arguments";
import { run } from "@/scripts/run";
import { type AtEnd, cleanedUp } from "./cleanup";
import { benchImport } from "./import";
import { benchReview } from "./review";
import { benchSave } from "./save";
import { benchShare } from "./share";

const usage = "npm run bench -- save|import|review|share";
const benches: Record<string, (atEnd: AtEnd) => Promise<void>> = {
  save: benchSave,
  import: benchImport,
  review: benchReview,
  share: benchShare,
};

run(async () => {
  const { positionals } = readArguments(usage, { allowPositionals: true });
  const [name = ""] = positionals;
  const bench = positionals.length === 1 ? benches[name] : undefined;
  if (!bench) throw usageError(usage, "Say what to measure");
  return cleanedUp(bench);
});
