import { encode } from "uqr";

/** A text for a camera: the path of its dark squares, in a drawing `size` wide and high. */
export type CameraCode = { size: number; path: string };

/** With the margin of four squares that a camera asks for. */
export function cameraCode(text: string): CameraCode {
  const { size, data } = encode(text, { ecc: "M", border: 4 });
  const squares = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { size, path: squares.join("") };
}
