"use client";

import { createContext, type ReactNode, useContext } from "react";

const Keys = createContext(true);

/** Hands down whether single letters act for whoever looks: some press them unawares, and say so on their account page. */
export function KeysProvider({ areOn, children }: { areOn: boolean; children: ReactNode }) {
  return <Keys value={areOn}>{children}</Keys>;
}

export function useHasKeys(): boolean {
  return useContext(Keys);
}
