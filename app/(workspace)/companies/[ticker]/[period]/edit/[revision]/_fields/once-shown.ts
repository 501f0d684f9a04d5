/** Works on the page once it shows what an event has changed, and before the next key is heard: what is typed ahead is not lost. */
export function onceShown(work: () => void): void {
  queueMicrotask(work); // behind the one in which React shows it
}
