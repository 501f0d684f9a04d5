import { z } from "zod";

const uuid = z.uuid().toLowerCase();
const tab = uuid;

export const placeInput = z.strictObject({
  tab,
  revisionId: uuid,
  itemId: uuid.nullable(),
  field: z
    .string()
    .regex(/^[A-Za-z0-9.-]{1,40}$/)
    .nullable(),
});

export const leaveInput = z.strictObject({ tab });

/** What a tab says of itself: where it is, or that it leaves. */
export const presenceInput = z.union([placeInput, leaveInput]);

/** How far a revision is known: `<uuid>:<seq>` of the last event that was heard. */
const reached = z.string().regex(/^[0-9a-fA-F-]{36}:\d{1,15}$/);

/** The query of a stream, `?revision=…&revision=…&after=…`: by revision, the event after which it begins; else from the first. */
export const watchInput = z
  .strictObject({ revision: z.array(uuid).min(1).max(20), after: z.array(reached).max(20) })
  .transform(({ revision, after }) => {
    const known = new Map(after.map((each) => [each.slice(0, 36).toLowerCase(), Number(each.slice(37))]));
    return new Map(revision.map((id) => [id, known.get(id) ?? 0]));
  });
