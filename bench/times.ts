import { performance } from "node:perf_hooks";

/** How long each call took, in milliseconds, one after the other. */
export async function timesOf(count: number, call: (n: number) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < count; n += 1) {
    const begun = performance.now();
    await call(n);
    times.push(performance.now() - begun);
  }
  return times;
}

export function percentile(times: readonly number[], percent: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? 0;
}

export const ms = (time: number): string => `${time.toFixed(2)} ms`;

/** `name   p50 1.23 ms   p99 4.56 ms` */
export function timesLine(name: string, times: readonly number[]): string {
  return `${name.padEnd(44)} p50 ${ms(percentile(times, 50)).padStart(9)}   p99 ${ms(percentile(times, 99)).padStart(9)}`;
}
