import ipaddr from "ipaddr.js";

/** What one client surely has to itself: an address, of IPv6 the /64 that a single line is given. */
export function lineOf(address: string): string {
  const parsed = parse(address);
  if (!parsed) return "unknown";
  return parsed.kind() === "ipv4" ? parsed.toString() : network(parsed, 64);
}

/** All that the view log keeps of an address: `203.0.113.0/24`, `2001:db8:7::/48`, `unknown`. */
export function networkOf(address: string): string {
  const parsed = parse(address);
  return parsed ? network(parsed, parsed.kind() === "ipv4" ? 24 : 48) : "unknown";
}

function parse(address: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  return ipaddr.isValid(address) ? ipaddr.process(address) : null;
}

function network(address: ipaddr.IPv4 | ipaddr.IPv6, bits: number): string {
  // From its bytes, without the zone that a link-local address may name.
  const bytes = address.toByteArray().map((byte, at) => byte & (0xff00 >> Math.min(8, Math.max(0, bits - 8 * at))));
  return `${ipaddr.fromByteArray(bytes)}/${bits}`;
}
