import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Provider from "oidc-provider";
import type { Page } from "playwright/test";

type Claims = { email?: string; email_verified?: boolean; name?: string };

export type Issuer = {
  url: string;
  clientId: string;
  clientSecret: string;
  /** What it says of whoever signs in there under a name; the name is the subject. */
  people: Map<string, Claims>;
  /** What was asked of it, to be looked at for what must stand in it. */
  asked: URLSearchParams[];
  close: () => Promise<void>;
};

/** A real OpenID provider on loopback, which takes any password. */
export async function startIssuer(callback: string): Promise<Issuer> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const [clientId, clientSecret] = ["quarterdeck", "a secret of the issuer and the workspace"];
  const people: Issuer["people"] = new Map();
  const asked: URLSearchParams[] = [];
  const provider = new Provider(url, {
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [callback] }],
    claims: { email: ["email", "email_verified"], profile: ["name"] },
    cookies: { keys: ["of tests alone"] },
    findAccount: (_, subject) => ({
      accountId: subject,
      claims: async () => ({ sub: subject, ...people.get(subject) }),
    }),
    pkce: { required: () => true },
  });
  const answer = provider.callback();
  server.on("request", (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", url);
    if (pathname === "/auth") asked.push(searchParams);
    void answer(request, response);
  });
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url, clientId, clientSecret, people, asked, close };
}

/** Goes through the issuer's own pages as somebody, and back to where it leads. */
export async function passIssuer(page: Page, name: string): Promise<void> {
  await page.getByPlaceholder("Enter any login").fill(name);
  await page.getByPlaceholder("and password").fill("any");
  await page.getByRole("button", { name: "Sign-in" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
}
