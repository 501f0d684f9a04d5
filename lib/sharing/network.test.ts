import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lineOf, networkOf } from "./network";

describe("an address", () => {
  it.each([
    ["203.0.113.77", "203.0.113.77", "203.0.113.0/24"],
    ["::ffff:203.0.113.77", "203.0.113.77", "203.0.113.0/24"],
    ["2001:db8:7:8::1", "2001:db8:7:8::/64", "2001:db8:7::/48"],
    ["2001:DB8:7:8:9:a:b:c", "2001:db8:7:8::/64", "2001:db8:7::/48"],
    ["fe80::1%eth0", "fe80::/64", "fe80::/48"],
    ["::1", "::/64", "::/48"],
    ["", "unknown", "unknown"],
    ["203.0.113.77, 10.0.0.1", "unknown", "unknown"],
  ])("%s is of the line %s and in the network %s", (address, line, network) => {
    expect([lineOf(address), networkOf(address)]).toEqual([line, network]);
  });

  it("is never kept by more than its network", () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (address) => {
        expect(networkOf(address)).toMatch(/^(\d+\.\d+\.\d+\.0\/24|[0-9a-f:]*::\/48)$/);
      }),
    );
  });
});
