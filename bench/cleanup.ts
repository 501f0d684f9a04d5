import { onInterrupt, sentenceOf } from "@/scripts/run";

/** Says how to undo what was just started or made. */
export type AtEnd = (undo: () => Promise<unknown>) => void;

/** Runs work and undoes what it has started and made, the newest first, also when it fails or is interrupted; the exit code. */
export async function cleanedUp(work: (atEnd: AtEnd) => Promise<void>): Promise<number> {
  const undos: (() => Promise<unknown>)[] = [];
  let isInterrupted = false;
  let ending = Promise.resolve();
  const undoAll = async () => {
    for (let undo = undos.pop(); undo; undo = undos.pop()) {
      await undo().catch((error: unknown) => console.error(sentenceOf(error)));
    }
  };
  const end = () => {
    ending = ending.then(undoAll);
    return ending;
  };
  // Work fails when what it works on ends, or stops before it uses the next thing it has started.
  onInterrupt(() => {
    isInterrupted = true;
    void end();
  });
  try {
    await work((undo) => {
      undos.push(undo);
      if (isInterrupted) throw new Error("Interrupted.");
    });
    return 0;
  } catch (error) {
    if (!isInterrupted) throw error;
    return 130;
  } finally {
    await end();
  }
}
