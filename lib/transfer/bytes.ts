/** The text of a file: UTF-8, or UTF-16 that says so with its first two bytes; null when it is neither. */
export function decodeText(bytes: Uint8Array): string | null {
  const utf16 =
    bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : null;
  try {
    const text = new TextDecoder(utf16 ?? "utf-8", { fatal: true, ignoreBOM: utf16 === null }).decode(bytes);
    return text.includes("\0") ? null : text;
  } catch {
    return null; // not text in that encoding
  }
}
