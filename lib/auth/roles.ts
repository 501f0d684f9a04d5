/** viewer < analyst < reviewer, each may do what the one before may; admin stands beside them. */
export const roles = ["viewer", "analyst", "reviewer", "admin"] as const;
export type Role = (typeof roles)[number];
