/** Tells what a key did, or why it did nothing. */
type Say = (words: string) => void;

/** What a single letter does to the change that has the focus, or where it leads. */
export function actByKey(event: KeyboardEvent, say: Say): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.repeat || event.isComposing) return;
  if ((event.target as Element).closest("input, textarea, select, [contenteditable]")) return;
  const act = acts[event.key.toLowerCase()];
  if (!act) return;
  event.preventDefault();
  say("");
  act(say);
}

const acts: Record<string, (say: Say) => void> = {
  j: () => step(1),
  k: () => step(-1),
  a: accept,
  r: () => open("[data-request]", "comment"),
  c: () => open("[data-comment]", "text"),
};

/** The change that has the focus: no key judges one that is not looked at. */
function current(): HTMLElement | null | undefined {
  return document.activeElement?.closest<HTMLElement>("[data-change]");
}

const changes = () => [...document.querySelectorAll<HTMLElement>("[data-change]")];

function step(by: number): void {
  const all = changes();
  const at = all.findIndex((card) => card.contains(document.activeElement));
  goTo(all[at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by]);
}

function goTo(card: HTMLElement | undefined): void {
  card?.focus({ preventScroll: true });
  card?.scrollIntoView({ block: "start", behavior: "instant" });
}

/** Accepts, and goes on once that is done. A key that is pressed twice by mistake does not take it back, as the button would. */
function accept(say: Say): void {
  const card = current();
  const button = card?.querySelector<HTMLButtonElement>("[data-accept]");
  if (!card || !button || button.form?.dataset.pending === "true") return;
  const name = `Change ${card.dataset.change}`;
  if (card.dataset.verdict === "accepted") {
    say(`${name} is accepted already. Its button takes that back.`);
    return;
  }
  const from = document.activeElement;
  const watcher = new MutationObserver(() => {
    watcher.disconnect();
    // Whoever has gone elsewhere meanwhile stays there.
    if (card.dataset.verdict !== "accepted" || document.activeElement !== from) return;
    const left = openAfter(card);
    goTo(left[0]);
    say(
      `${name} is accepted, ${left.length === 0 ? "none is" : left.length === 1 ? "1 is" : `${left.length} are`} open.`,
    );
  });
  watcher.observe(card, { attributeFilter: ["data-verdict"] });
  button.click();
}

/** The changes without a verdict, from this one on and round. */
function openAfter(card: HTMLElement): HTMLElement[] {
  const all = changes();
  const at = all.indexOf(card);
  return [...all.slice(at + 1), ...all.slice(0, at)].filter(({ dataset }) => dataset.verdict === "open");
}

/** Opens a disclosure of the change and leads into the box to write in. */
function open(summary: string, box: string): void {
  const details = current()?.querySelector(summary)?.closest("details");
  if (!details) return;
  details.open = true;
  details.querySelector<HTMLElement>(`textarea[name="${box}"]`)?.focus();
}
