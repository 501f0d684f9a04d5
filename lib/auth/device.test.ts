import { expect, test } from "vitest";
import { visitOf } from "./device";

test.each([
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
    "Safari on iOS, phone",
  ],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0", "Firefox on Linux, computer"],
  ["fog", "Another browser"],
  ["", "unknown"],
])("Of a browser its name, system and kind are kept: %s", (userAgent, device) => {
  expect(visitOf("203.0.113.77", userAgent).device).toBe(device);
});

test("Of an address the network is kept, and counted is what one client has to itself.", () => {
  expect(visitOf("203.0.113.77", "")).toEqual({ line: "203.0.113.77", network: "203.0.113.0/24", device: "unknown" });
  expect(visitOf("2001:db8:7:8:9::1", "")).toMatchObject({ line: "2001:db8:7:8::/64", network: "2001:db8:7::/48" });
  expect(visitOf("nowhere", "")).toMatchObject({ line: "unknown", network: "unknown" });
});
