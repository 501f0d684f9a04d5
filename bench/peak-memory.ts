import { existsSync, readFileSync } from "node:fs";

// Loaded before a script in a process of its own, to say on leaving what memory that took at most, in bytes.
process.channel?.unref();
process.on("exit", () => process.send?.(peakKilobytes() * 1024));

/** On Linux from the kernel: there `maxRSS` begins with what the process that started this one had. */
function peakKilobytes(): number {
  const status = "/proc/self/status";
  if (!existsSync(status)) return process.resourceUsage().maxRSS;
  return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(status, "utf8"))?.[1]);
}
