export type Encoding = "br" | "gzip" | "identity";

/** The smallest form that a browser takes. `accepted` is its Accept-Encoding; null: it did not say. */
export function encodingFor(accepted: string | null): Encoding {
  const wanted = new Set(
    (accepted ?? "")
      .toLowerCase()
      .split(",")
      .filter((each) => !/;\s*q=0(\.0*)?\s*$/.test(each))
      .map((each) => each.split(";")[0]?.trim()),
  );
  return wanted.has("br") ? "br" : wanted.has("gzip") ? "gzip" : "identity";
}
