import type { IncomingHttpHeaders } from "node:http";
import { BlockList, isIP } from "node:net";

/** The proxies of TRUSTED_PROXIES, whose word is taken for whom they speak for. */
export function trustedProxies(networks: readonly string[] = []): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = "", bits] = network.split("/");
    const family = isIP(address) === 4 ? "ipv4" : "ipv6";
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return list;
}

type Asked = { socket: { remoteAddress?: string | undefined }; headers: IncomingHttpHeaders };

/**
 * The address of whoever asks: the hop nearest to us that is no trusted proxy. What stands before it in X-Forwarded-For
 * anybody may have written.
 */
export function clientAddress({ socket, headers }: Asked, trusted: BlockList): string {
  let address = plain(socket.remoteAddress ?? "");
  const hops = String(headers["x-forwarded-for"] ?? "").split(",");
  while (isTrusted(address, trusted)) {
    const hop = plain(hops.pop() ?? "");
    if (!isIP(hop)) break;
    address = hop;
  }
  return address;
}

function isTrusted(address: string, trusted: BlockList): boolean {
  const version = isIP(address);
  return version > 0 && trusted.check(address, version === 4 ? "ipv4" : "ipv6");
}

/** Without a port, brackets, and the zone; an IPv4 address as such, however the socket has it. */
function plain(text: string): string {
  const bare = text
    .trim()
    .replace(/^\[([^\]]*)\](:\d+)?$/, "$1")
    .replace(/^(\d+(?:\.\d+){3}):\d+$/, "$1");
  return bare.replace(/^::ffff:(?=\d+\.)/i, "").replace(/%.*$/, "");
}
