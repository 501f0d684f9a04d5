import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { LRUCache } from "lru-cache";
import type { Framed } from "./frame";

type Bytes = Uint8Array<ArrayBuffer>;

/** A framed document as it goes out, whole and compressed. */
export type Page = { styleSha256: string; identity: Bytes; br: Bytes; gzip: Bytes };

const bytesMax = 64 * 1024 * 1024;

const kept = new LRUCache<string, Page>({
  maxSize: bytesMax,
  sizeCalculation: ({ identity, br, gzip: zipped }) => identity.byteLength + br.byteLength + zipped.byteLength,
});

/** The page of that key, if this process holds it. The key says everything that the page depends on. */
export function heldPage(key: string): Page | undefined {
  return kept.get(key);
}

/** Makes the page of that key, once for all who ask for it meanwhile, and holds it for as long as there is room. */
export function holdPage(key: string, framed: Framed): Promise<Page> {
  const making = inMaking.get(key) ?? packed(framed).finally(() => inMaking.delete(key));
  inMaking.set(key, making);
  return making.then((page) => {
    kept.set(key, page);
    return page;
  });
}

const inMaking = new Map<string, Promise<Page>>();

/** A page that is sent once, and not kept. */
export async function packed({ document, styleSha256 }: Framed): Promise<Page> {
  const identity = Buffer.from(document);
  const brotli = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: identity.byteLength };
  const [br, zipped] = await Promise.all([
    promisify(brotliCompress)(identity, { params: brotli }),
    promisify(gzip)(identity, { level: 9 }),
  ]);
  return { styleSha256, identity, br, gzip: zipped };
}
