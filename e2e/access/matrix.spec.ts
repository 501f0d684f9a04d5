import { testCount } from "@/lib/env";
import { outcomeOf, type Sent, sendAction } from "../doors/ask";
import { mayEnter, type Principal, relationTo } from "../doors/principals";
import { guarded, idOf, isOfTheirOwn, setScene } from "../doors/scenes";
import { expect, test } from "../doors/workspace";

/** What refusals for want of a right say; whoever may do it and sends something unsound is told something else. */
const noRight =
  /^(Your roles do not allow this\.|You are not signed in any more\.|You had a hand in this revision\.|Only those who wrote it can take it back|You cannot disable yourself\.)/;

for (const { name, access } of guarded) {
  test(`R1: ${name} is done for whom the table of permissions says, and refused to all others of the nine, who leave nothing behind`, async ({
    doors: { world, digest, servers },
  }) => {
    const all = Object.values(world.team);
    expect(all).toHaveLength(9);
    const enters = (by: Principal) => mayEnter(access, by, relationTo(access, by));
    const cells: string[] = [];
    let shared: Sent | null = null;
    for (const by of all.filter((each) => !enters(each))) {
      const sent: Sent = isOfTheirOwn(name) || !shared ? await setScene(world, name, by) : shared;
      shared = sent;
      const before = await digest.now();
      for (const [front, at] of Object.entries(servers)) {
        const answer = await sendAction(at, idOf(name), sent, by);
        const outcome = outcomeOf(answer);
        const refused = "refusal" in outcome && noRight.test(outcome.refusal) && answer.status < 500;
        if (!refused) cells.push(`${by.kind}, ${front}: not refused: ${JSON.stringify(outcome)}`);
      }
      expect(await digest.now(), `${by.kind} leaves it as it was`).toEqual(before);
    }
    for (const by of all.filter(enters)) {
      for (const [front, at] of Object.entries(servers).slice(0, testCount(1, 2))) {
        const sent = await setScene(world, name, by);
        const outcome = outcomeOf(await sendAction(at, idOf(name), sent, by));
        if (!("done" in outcome)) cells.push(`${by.kind}, ${front}: not done: ${outcome.refusal}`);
      }
    }
    expect(cells).toEqual([]);
  });
}
