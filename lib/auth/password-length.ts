export const passwordMin = 15;
export const passwordMax = 128;

/** What a form says before anybody types. */
export const passwordHint = `${passwordMin} to ${passwordMax} characters. Several words that nobody else would put together are easy to keep in mind.`;
