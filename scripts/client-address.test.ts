import { expect, test } from "vitest";
import { clientAddress, trustedProxies } from "./client-address";

const proxies = trustedProxies(["10.0.0.5", "10.1.0.0/16", "::1", "fd00::/8"]);

const addressOf = (remoteAddress: string | undefined, forwarded?: string, trusted = proxies) =>
  clientAddress({ socket: { remoteAddress }, headers: forwarded ? { "x-forwarded-for": forwarded } : {} }, trusted);

test("Without trusted proxies the client is whoever opened the connection, whatever it says of itself.", () => {
  expect(addressOf("203.0.113.7", "198.51.100.1", trustedProxies())).toBe("203.0.113.7");
  expect(addressOf("127.0.0.1", "198.51.100.1", trustedProxies())).toBe("127.0.0.1");
});

test("Who is no trusted proxy is not believed.", () => {
  expect(addressOf("203.0.113.7", "198.51.100.1")).toBe("203.0.113.7");
  expect(addressOf("10.0.0.6", "198.51.100.1")).toBe("10.0.0.6");
});

test("Behind trusted proxies it is the hop nearest to us that is none of them: what stands before anybody may write.", () => {
  expect(addressOf("10.0.0.5", "198.51.100.1")).toBe("198.51.100.1");
  expect(addressOf("10.0.0.5", "192.0.2.66, 198.51.100.1")).toBe("198.51.100.1");
  expect(addressOf("10.0.0.5", "192.0.2.66, 198.51.100.1, 10.1.2.3")).toBe("198.51.100.1");
  expect(addressOf("::1", "10.0.0.5, 2001:db8::7,fd00::2")).toBe("2001:db8::7");
});

test("A chain that ends in a proxy, or in what is no address, is as far as it can be followed.", () => {
  expect(addressOf("10.0.0.5")).toBe("10.0.0.5");
  expect(addressOf("10.0.0.5", "")).toBe("10.0.0.5");
  expect(addressOf("10.0.0.5", "198.51.100.1, unknown, 10.1.2.3")).toBe("10.1.2.3");
  expect(addressOf("10.0.0.5", "10.1.0.1, 10.1.0.2")).toBe("10.1.0.1");
  expect(addressOf(undefined, "198.51.100.1")).toBe("");
});

test("Addresses are read as sockets and proxies write them.", () => {
  expect(addressOf("::ffff:10.0.0.5", "198.51.100.1:4711")).toBe("198.51.100.1");
  expect(addressOf("::1", "[2001:db8::7]:4711")).toBe("2001:db8::7");
  expect(addressOf("::1", "::ffff:198.51.100.1")).toBe("198.51.100.1");
  expect(addressOf("fe80::1%eth0")).toBe("fe80::1");
});
