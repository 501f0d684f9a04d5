import { once } from "node:events";
import { performance } from "node:perf_hooks";
import { ended, forked } from "./child";
import type { AtEnd } from "./cleanup";
import type { FloorSave } from "./floor";
import { addNotes } from "./many-notes";
import { type BenchDraft, draftOf, type Seat, saveActionId, saveTitle, seatOf, writersMax as writers } from "./product";
import { hangUp, post } from "./requests";
import { freePort, serveProduct } from "./served";
import { percentile, timesLine, timesOf } from "./times";
import { openDemo, type Workspace } from "./workspace";

const warmUp = 1_000;
const rounds = 6;
const perRound = 150;

/** One save, of the takeaway of that place, to another title. */
type Save = (place: number) => Promise<void>;

/** Saves through the server action beside a floor in the same run: alone, eight at once, and beside many notes. */
export async function benchSave(atEnd: AtEnd): Promise<void> {
  const workspace = await openDemo(atEnd);
  const publicUrl = await serveProduct(atEnd);
  const floorUrl = await serveFloor(workspace, atEnd);
  atEnd(async () => hangUp());
  const seat = await seatOf(workspace, "ana@quarterdeck.example");
  const [first, second] = [await draftOf(workspace, seat, "2025-Q2"), await draftOf(workspace, seat, "2025-Q2")];
  const action = actionSave(publicUrl, seat, first);
  const least = floorSave(floorUrl, seat, second);
  await compare(action, least);
  await together(action, least);
  await besideMany(workspace, action, least);
}

async function serveFloor({ databaseUrl }: Workspace, atEnd: AtEnd): Promise<string> {
  const port = await freePort();
  const floor = forked("bench/floor.ts", [databaseUrl, String(port)]);
  atEnd(() => ended(floor));
  await once(floor, "message");
  return `http://127.0.0.1:${port}`;
}

async function alone(save: Save, count = perRound): Promise<number[]> {
  return timesOf(count, () => save(0));
}

async function compare(action: Save, least: Save): Promise<void> {
  await alone(action, warmUp);
  await alone(least, warmUp);
  const { action: through, least: floor } = await inTurns(action, least);
  console.log(timesLine("A save through the server action, alone", through));
  console.log(timesLine("The floor, alone", floor));
  const ratio = percentile(through, 50) / percentile(floor, 50);
  console.log(`Its p50 is ${ratio.toFixed(2)} times the floor's (wanted: at most 3).\n`);
}

async function together(action: Save, least: Save): Promise<void> {
  for (const [name, save] of [["through the action", action] as const, ["at the floor", least] as const]) {
    let errors = 0;
    const begun = performance.now();
    const times = await Promise.all(
      Array.from({ length: writers }, (_, place) => timesOf(perRound, () => save(place).catch(() => errors++))),
    );
    const perSecond = (writers * perRound - errors) / ((performance.now() - begun) / 1000);
    const wanted = save === action ? " (wanted: at least 60, and none)" : "";
    console.log(timesLine(`${writers} writers on one draft, ${name}`, times.flat()));
    console.log(`${perSecond.toFixed(0)} saves a second, ${errors} errors${wanted}.\n`);
  }
}

/** The floor is measured along: what slows it as well is the machine's doing, not that of the notes. */
async function besideMany(workspace: Workspace, action: Save, least: Save): Promise<void> {
  const before = await inTurns(action, least);
  const count = await addNotes(workspace.superUrl, 10_000);
  await alone(action); // the first after so many rows plan anew
  const after = await inTurns(action, least);
  console.log(timesLine("On the demo, just before", before.action));
  console.log(timesLine(`With ${count.toLocaleString("en")} notes`, after.action));
  const ratio = (side: "action" | "least") => (percentile(after[side], 50) / percentile(before[side], 50)).toFixed(2);
  console.log(
    `Its p50 is ${ratio("action")} times what it was on the demo (wanted: at most 1.2); the floor's ${ratio("least")}.`,
  );
}

async function inTurns(action: Save, least: Save): Promise<{ action: number[]; least: number[] }> {
  const times = { action: [] as number[], least: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    times.action.push(...(await alone(action)));
    times.least.push(...(await alone(least)));
  }
  return times;
}

/** Each save is based on the one before it; one that is not saved throws. */
function actionSave(publicUrl: string, seat: Seat, draft: BenchDraft): Save {
  const actionId = saveActionId();
  return saving(draft, (edit) => saveTitle(publicUrl, seat, draft, { actionId, ...edit }));
}

function floorSave(url: string, { actor }: Seat, draft: BenchDraft): Save {
  return saving(draft, async (edit) => {
    const body: FloorSave = { actor: actor.id, revisionId: draft.revisionId, ...edit };
    return (await post(url, JSON.stringify(body))).status === 200;
  });
}

function saving(
  { takeaways }: BenchDraft,
  send: (edit: { itemId: string; base: string; value: string }) => Promise<boolean>,
): Save {
  const titles = takeaways.map(({ fields }) => fields.title);
  let n = 0;
  return async (at) => {
    const place = at % takeaways.length;
    const [item, base = ""] = [takeaways[place], titles[place]];
    n += 1;
    const value = `A title as people write them, ${n}`;
    if (!item || !(await send({ itemId: item.id, base, value }))) throw new Error("A save was not saved.");
    titles[place] = value;
  };
}
