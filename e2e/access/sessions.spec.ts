import { createSession } from "@/lib/auth/commands";
import { newToken } from "@/lib/auth/token";
import { testCount } from "@/lib/env";
import { disablePerson } from "@/lib/people/leave-commands";
import { as } from "@/lib/world";
import { type Answer, ask, outcomeOf, type Sent, sendAction } from "../doors/ask";
import { idOf, setScene } from "../doors/scenes";
import { expect, test } from "../doors/workspace";

const set = ({ headers }: Answer): string[] => [headers["set-cookie"] ?? []].flat();
const flags = (line: string) => line.replace(/^[^;]*/, "").replace(/Expires=[^;]+; ?/i, "");
const tokenIn = (line = "") => /session=([\w-]*)/.exec(line)?.[1] ?? "";
const home = (at: string, cookie: string) => ask(at, "/account", { headers: { cookie } });

const signIn = (email: string, password: string): Sent => ({ path: "/sign-in", form: { email, password } });

test("R16: A session is a cookie that scripts cannot read and other sites do not send, bound to this host over https", async ({
  doors: { world, servers, start },
}) => {
  const { email, password } = await world.member();
  const [line = "", ...more] = set(await sendAction(servers.gated, idOf("signInAction"), signIn(email, password), {}));
  expect(more).toEqual([]);
  expect(line).toMatch(/^session=[\w-]{43}; /);
  expect(flags(line).toLowerCase()).toBe("; path=/; httponly; samesite=lax");
  const home = "https://notes.example";
  const overHttps = await start({ PUBLIC_URL: home });
  const headers = { origin: home, host: "notes.example" };
  const sent = { headers };
  const [secure = ""] = set(await sendAction(overHttps.url, idOf("signInAction"), signIn(email, password), sent));
  expect(secure).toMatch(/^__Host-session=[\w-]{43}; /);
  expect(flags(secure).toLowerCase()).toBe("; path=/; secure; httponly; samesite=lax");
  await overHttps.stop();
});

test("R16: Nobody signs somebody in to a session that they know: each way in gives a token of its own", async ({
  doors: { world, servers },
}) => {
  const { email, password } = await world.member();
  const planted = newToken();
  const known = (await createSession(as(world.db, world.writer), world.writer.id)).token;
  for (const held of [planted, known]) {
    const cookie = `session=${held}`;
    const [line] = set(await sendAction(servers.gated, idOf("signInAction"), signIn(email, password), { cookie }));
    expect(tokenIn(line)).toMatch(/^[\w-]{43}$/);
    expect(tokenIn(line)).not.toBe(held);
    const answer = await ask(servers.gated, "/account", { headers: { cookie } });
    if (held === planted) expect(answer.status).toBe(307);
    else expect(answer.body).not.toContain(email);
  }
  const by = world.team["another analyst"];
  const sent = await setScene(world, "passFactorAction", by);
  const [line] = set(await sendAction(servers.gated, idOf("passFactorAction"), sent, by));
  expect(tokenIn(line)).not.toBe(tokenIn(by.cookie));
  expect((await home(servers.gated, `session=${tokenIn(line)}`)).status).toBe(200);
  expect((await home(servers.gated, by.cookie ?? "")).status).toBe(307);
});

test("R17: A session that was ended, however it was, is taken by no server any more, however often it is sent", async ({
  doors: { world, servers },
}) => {
  const replays = testCount(40, 1_000);
  const by = world.team["another analyst"];
  const opened = async (id: string) => `session=${(await createSession(as(world.db, world.writer), id)).token}`;
  const act = async (name: "signOutAction" | "endOthersAction" | "changePasswordAction") => {
    const sent = await setScene(world, name, by);
    expect(outcomeOf(await sendAction(servers.gated, idOf(name), sent, by))).toEqual({ done: true });
  };
  const ways: Record<string, () => Promise<string>> = {
    "signed out": async () => {
      const sent = await setScene(world, "signOutAction", by);
      const cookie = by.cookie ?? "";
      expect((await home(servers.bare, cookie)).status).toBe(200);
      await sendAction(servers.gated, idOf("signOutAction"), sent, by);
      return cookie;
    },
    "ended with all others": async () => {
      const cookie = await opened(by.actor?.id ?? "");
      expect((await home(servers.bare, cookie)).status).toBe(200);
      await act("endOthersAction");
      return cookie;
    },
    "of before the password was changed": async () => {
      const cookie = await opened(by.actor?.id ?? "");
      expect((await home(servers.bare, cookie)).status).toBe(200);
      await act("changePasswordAction");
      return cookie;
    },
    "of somebody who is disabled": async () => {
      const { id: personId } = await world.member();
      const cookie = await opened(personId);
      expect((await home(servers.bare, cookie)).status).toBe(200);
      await disablePerson(as(world.db, world.admin), { personId, linksTo: null, companiesTo: null });
      return cookie;
    },
  };
  for (const [how, end] of Object.entries(ways)) {
    const cookie = await end();
    const taken: string[] = [];
    const replay = async (n: number) => {
      const [front, at] = n % 2 ? ["gated", servers.gated] : ["bare", servers.bare];
      const { status, headers } = await home(at, cookie);
      if (status !== 307 || !String(headers.location).startsWith("/sign-in")) taken.push(`${front}: ${status}`);
    };
    for (let n = 0; n < replays; n += 8) await Promise.all(Array.from({ length: 8 }, (_, more) => replay(n + more)));
    expect([how, taken]).toEqual([how, []]);
  }
});
