import { decodeText } from "@/lib/transfer/bytes";
import { textBytesMax, tooLong } from "@/lib/transfer/input";

/** A file's text, or a sentence on why it has none. */
export async function readFile(file: File): Promise<{ text: string } | { refusal: string }> {
  if (!/\.(txt|md)$/i.test(file.name) && !file.type.startsWith("text/plain")) {
    return { refusal: `${file.name} is no .txt or .md file. Save it as text, or paste what it says.` };
  }
  if (file.size > textBytesMax) return { refusal: tooLong };
  const text = decodeText(new Uint8Array(await file.arrayBuffer()));
  return text === null
    ? { refusal: `${file.name} is not text. Save it as UTF-8 and try again.` }
    : { text: text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n") };
}
