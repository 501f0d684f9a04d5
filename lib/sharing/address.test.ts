import { afterEach, expect, it, vi } from "vitest";
import { newToken } from "@/lib/auth/token";
import { addressOf } from "./address";

afterEach(() => vi.unstubAllEnvs());

it("The address of a link is where readers reach the door, and its code is a square with a margin for cameras.", () => {
  vi.stubEnv("PUBLIC_URL", "https://notes.fog.example");
  const token = newToken();
  const { address, code } = addressOf(token);
  expect(address).toBe(`https://notes.fog.example/s/${token}`);
  expect(code.path).toMatch(/^(M\d+ \d+h1v1h-1z)+$/);
  const places = [...code.path.matchAll(/M(\d+) (\d+)/g)].flatMap(([, x, y]) => [Number(x), Number(y)]);
  expect([Math.min(...places), Math.max(...places)]).toEqual([4, code.size - 5]);
});
