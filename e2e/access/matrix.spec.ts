import { testCount } from "@/lib/env";
import { outcomeOf, type Sent, sendAction } from "../doors/ask";
import { mayEnter, type Principal, relationTo } from "../doors/principals";
import { guarded, idOf, isOfTheirOwn, setScene } from "../doors/scenes";
import { expect, test } from "../doors/workspace";

/** What refusals for want of a right say; whoever may do it and sends something unsound is told something else. */
const noRight =
  /^(Your roles do not allow this\.|You had a hand in this revision\.|Only those who wrote it can take it back)/;
const notSignedIn = /^You are not signed in any more\./;

for (const { name, access } of guarded) {
  test(`R1, R5: ${name} is done for whom the table of permissions says, and refused to all others of the nine, who leave nothing behind`, async ({
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
        const sentence = by.actor ? noRight : notSignedIn;
        const refused = "refusal" in outcome && sentence.test(outcome.refusal) && answer.status < 500;
        if (!refused) cells.push(`${by.kind}, ${front}: not refused: ${JSON.stringify(outcome)}`);
      }
      expect(await digest.now(), `${by.kind} leaves it as it was`).toEqual(before);
    }
    for (const by of all.filter(enters)) {
      for (const [front, at] of Object.entries(servers).slice(0, testCount(1, 2))) {
        const sent = await setScene(world, name, by);
        const before = JSON.stringify(await digest.now());
        const outcome = outcomeOf(await sendAction(at, idOf(name), sent, by));
        if (!("done" in outcome)) cells.push(`${by.kind}, ${front}: not done: ${outcome.refusal}`);
        else if (JSON.stringify(await digest.now()) === before) cells.push(`${by.kind}, ${front}: nothing was done`);
      }
    }
    expect(cells).toEqual([]);
  });
}

test("R1: No admin disables themselves, by any door, though they may disable everybody else", async ({
  doors: { world, digest, servers },
}) => {
  const by = world.team["an admin"];
  const sent = { path: `/settings/people/${world.admin.id}`, form: { personId: world.admin.id } };
  const before = await digest.now();
  for (const at of Object.values(servers)) {
    const outcome = outcomeOf(await sendAction(at, idOf("disablePersonAction"), sent, by));
    expect(outcome).toEqual({ refusal: "You cannot disable yourself. Ask another admin." });
  }
  expect(await digest.now()).toEqual(before);
});
