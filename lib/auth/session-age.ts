/** A session ends this long after it was opened, used or not. */
export const sessionMaxAgeSeconds = 7 * 24 * 60 * 60;

/** And this long after it was last used. */
export const sessionIdleSecondsMax = 8 * 60 * 60;
