import { testCount } from "@/lib/env";
import { outcomeOf, type Sent, sendAction } from "../doors/ask";
import { type Kind, mayEnter, type Principal, relationTo } from "../doors/principals";
import { guarded, idOf, isOfTheirOwn, setScene } from "../doors/scenes";
import { expect, test } from "../doors/workspace";

/** What refusals for want of a right say; whoever may do it and sends something unsound is told something else. */
const noRight =
  /^(Your roles do not allow this\.|You are not signed in any more\.|You had a hand in this revision\.|Only those who wrote it can take it back|You cannot disable yourself\.)/;

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

/** The gravest cells once more, beside the table: were it wrong, what is above would hold all the same. */
const gravest: Record<string, Kind[]> = {
  approveAction: ["another reviewer"],
  publishPartAction: ["another reviewer"],
  decideAction: ["another reviewer"],
  sendBackAction: ["another reviewer"],
  takeBackAction: ["the analyst who wrote it", "a reviewer who edited it"],
  recallAction: ["a reviewer who edited it", "another reviewer"],
  saveAction: ["the analyst who wrote it", "another analyst", "a reviewer who edited it", "another reviewer"],
  issueLinkAction: ["the analyst who wrote it", "another analyst", "a reviewer who edited it", "another reviewer"],
  inviteAction: ["an admin"],
  changeRolesAction: ["an admin"],
  disablePersonAction: ["an admin"],
  changeSignInSettingsAction: ["an admin"],
  changeReviewSettingsAction: ["an admin"],
};

test("R1: The table gives its gravest rights to those of the nine who are meant to have them, and to no others", async ({
  doors: { world },
}) => {
  const given = guarded
    .filter(({ name }) => gravest[name])
    .map(({ name, access }) => {
      const may = Object.values(world.team).filter((by) => mayEnter(access, by, relationTo(access, by)));
      return [name, may.map(({ kind }) => kind)];
    });
  expect(Object.fromEntries(given)).toEqual(gravest);
});

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
