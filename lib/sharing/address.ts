import { encode } from "uqr";
import { env } from "@/lib/env";

/** Where a link is, which is shown to whoever made it and kept nowhere. */
export type LinkAddress = {
  address: string;
  /** the same for a camera: the path of its dark squares, in a drawing `size` wide and high */
  code: { size: number; path: string };
};

export function addressOf(token: string): LinkAddress {
  const address = `${env().READER_URL}/s/${token}`;
  return { address, code: codeOf(address) };
}

/** With the margin of four squares that a camera asks for. */
function codeOf(text: string): LinkAddress["code"] {
  const { size, data } = encode(text, { ecc: "M", border: 4 });
  const squares = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { size, path: squares.join("") };
}
