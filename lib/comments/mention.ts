/** Somebody who can be called on. */
export type Member = { id: string; name: string };

/** Where a text calls on somebody: from the @ to the name's end, and whom it may mean. */
export type Mention = { start: number; end: number; members: Member[]; isClear: boolean };

/**
 * Every place of a text that calls on one of these people: @ and their name, or their first name alone. The longest name
 * counts. Not clear: a first name that several have. A whole name that several have means them all.
 */
export function mentionsIn(text: string, members: readonly Member[]): Mention[] {
  const names = namesOf(members);
  return [...text.matchAll(/(?<![\p{L}\p{N}_.@])@(?=\S)/gu)].flatMap(({ index: start }) => {
    const rest = text.slice(start + 1);
    const found = names.find(({ name }) => beginsWith(rest, name));
    return found ? [{ start, end: start + 1 + found.name.length, members: found.members, isClear: found.isClear }] : [];
  });
}

/** Ids of those whom a text calls on for certain, each once. */
export function findMentioned(text: string, members: readonly Member[]): string[] {
  const clear = mentionsIn(text, members).filter(({ isClear }) => isClear);
  return [...new Set(clear.flatMap(({ members: called }) => called.map(({ id }) => id)))];
}

/** The first name in a text that several people have, as it is written there, and whom it may mean; null: none. */
export function findUnclear(text: string, members: readonly Member[]): { written: string; names: string[] } | null {
  const unclear = mentionsIn(text, members).find(({ isClear }) => !isClear);
  if (!unclear) return null;
  return { written: text.slice(unclear.start, unclear.end), names: unclear.members.map(({ name }) => name) };
}

type Name = { name: string; members: Member[]; isClear: boolean };

/** What one can write after the @, the longest first; the whole name of one person goes before the first name of others. */
function namesOf(members: readonly Member[]): Name[] {
  const whole = groupBy(members, ({ name }) => name);
  const first = groupBy(members, ({ name }) => name.split(/\s/)[0] ?? name);
  return [
    ...[...whole].map(([name, those]) => ({ name, members: those, isClear: true })),
    ...[...first].map(([name, those]) => ({ name, members: those, isClear: those.length === 1 })),
  ]
    .filter(({ name }) => name !== "")
    .sort((a, b) => b.name.length - a.name.length);
}

function groupBy(members: readonly Member[], nameOf: (member: Member) => string): Map<string, Member[]> {
  const groups = new Map<string, Member[]>();
  for (const member of members) {
    const name = nameOf(member).trim();
    const key = [...groups.keys()].find((known) => isSame(known, name)) ?? name;
    groups.set(key, [...(groups.get(key) ?? []), member]);
  }
  return groups;
}

function beginsWith(text: string, name: string): boolean {
  return isSame(text.slice(0, name.length), name) && !/^[\p{L}\p{M}\p{N}_]/u.test(text.slice(name.length));
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
