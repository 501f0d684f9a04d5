export function readingReport(_: unknown): object {
  return {};
}
