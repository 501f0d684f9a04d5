const tag = /<\/?[a-z](?:[^"'>]|"[^"]*"|'[^']*')*>/gi;

/**
 * A clipboard's HTML as a page that is shown to nobody. Its styles are put aside, attributes as `data-style`: the content
 * policy forbids them, and every one would be reported.
 */
export function clipboardPage(html: string): Document {
  const plain = html.replace(tag, (each) =>
    each.replace(/^<(\/?)style\b/i, "<$1template").replace(/\sstyle(?=\s*=)/gi, " data-style"),
  );
  return new DOMParser().parseFromString(plain, "text/html");
}
