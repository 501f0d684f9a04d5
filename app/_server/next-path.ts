/** Where to go after signing in: a path of this workspace, or the desk when what was asked for is anything else. */
export function nextPath(asked: string | null | undefined): string {
  if (!asked || !/^\/(?![/\\])[^\\\s]*$/.test(asked) || [...asked].some((sign) => sign < " ")) return "/";
  const base = "http://workspace.invalid";
  const url = URL.canParse(asked, base) ? new URL(asked, base) : null;
  // `/.//elsewhere` is a path of ours until its dots are resolved.
  if (url?.origin !== base || url.pathname.startsWith("//")) return "/";
  return url.pathname + url.search + url.hash;
}

/** The sign-in page that leads back to a path. */
export function signInPath(from: string): string {
  return withNext("/sign-in", from);
}

/** The page that asks for the second factor, and leads back to a path. */
export function factorPath(from: string): string {
  return withNext("/second-factor", from);
}

function withNext(path: string, next: string): string {
  return next === "/" ? path : `${path}?${new URLSearchParams({ next })}`;
}
