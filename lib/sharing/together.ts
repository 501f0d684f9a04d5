const lateMs = 1_000;

/**
 * Asks for each key one thing at a time. Whoever asks while an answer is under way is given the next one, with everybody
 * else who waits for it: no answer is of an earlier state than its asking, and a thousand who ask at once cost two. An answer
 * that does not come in a second is waited for no longer, so that one lost question holds nobody else up.
 */
export function together<Key, T>(ask: (key: Key) => Promise<T>): (key: Key) => Promise<T> {
  const running = new Map<Key, Promise<T>>();
  const waiting = new Map<Key, Promise<T>>();

  function begin(key: Key): Promise<T> {
    const answer = ask(key);
    running.set(key, answer);
    const end = () => {
      if (running.get(key) === answer) running.delete(key);
    };
    answer.then(end, end);
    return answer;
  }

  function wait(key: Key, before: Promise<T>): Promise<T> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const lateness = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, lateMs);
    });
    const beginNext = () => {
      clearTimeout(timer);
      waiting.delete(key);
      return begin(key);
    };
    const next = Promise.race([before, lateness]).then(beginNext, beginNext);
    waiting.set(key, next);
    return next;
  }

  return (key) => {
    const before = running.get(key);
    return before ? (waiting.get(key) ?? wait(key, before)) : begin(key);
  };
}
