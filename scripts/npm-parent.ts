import { readFileSync } from "node:fs";
import { bornAt } from "@/db/embedded-lock";

/**
 * Acts when the npm that runs this process is gone. Its shell passes SIGTERM to nobody, so ending `npm start` would
 * otherwise leave the server behind, holding its port. Needs /proc: elsewhere it does nothing.
 */
export function onNpmGone(act: () => void): void {
  const npm = findNpm(process.ppid, 4);
  if (!npm) return;
  const born = npm.map(bornAt);
  const timer = setInterval(() => {
    if (npm.every((pid, index) => bornAt(pid) === born[index])) return;
    clearInterval(timer);
    act();
  }, 500);
  timer.unref();
}

/** The processes from this parent up to npm; null when npm is not among the nearest. */
function findNpm(pid: number, levels: number): number[] | null {
  try {
    if (/^npm\b/.test(readFileSync(`/proc/${pid}/cmdline`, "utf8"))) return [pid];
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
    const above = levels > 1 && parent > 1 ? findNpm(parent, levels - 1) : null;
    return above && [pid, ...above];
  } catch {
    return null;
  }
}
