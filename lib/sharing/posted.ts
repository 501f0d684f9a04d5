const bytesMax = 8 * 1024;

/** What was posted to the door; null: it is longer than anything that one of its forms sends. */
export async function postedText(chunks: AsyncIterable<Uint8Array> | null): Promise<string | null> {
  const decoder = new TextDecoder();
  let bytes = 0;
  let text = "";
  for await (const chunk of chunks ?? []) {
    bytes += chunk.byteLength;
    if (bytes > bytesMax) return null;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
