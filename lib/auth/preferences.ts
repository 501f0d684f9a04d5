export const themes = ["system", "light", "dark"] as const;

/** How a person likes the pages. */
export type Preferences = {
  theme: (typeof themes)[number];
  /** whether single letters act */
  hasKeys: boolean;
};

export const usualPreferences: Preferences = { theme: "system", hasKeys: true };
