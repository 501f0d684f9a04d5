import { and, desc, eq, gt, inArray, isNull, sql } from "drizzle-orm";
import { preferences, secondFactors, sessions, signInSettings, users } from "@/db/schema/auth";
import type { Context, Database, UserActor } from "@/lib/context";
import { Refused } from "@/lib/errors";
import type { Preferences } from "./preferences";
import { roleList, userActor } from "./queries";
import { sessionIdleSecondsMax } from "./session-age";
import { sha256 } from "./token";

/** What a session lacks before it has any rights: the second factor's code, or a second factor. */
type Lack = "code" | "factor";

/** A live session and whose it is. While it lacks something, its person may do nothing but give that. */
export type Entry = {
  sessionId: string;
  actor: UserActor;
  email: string;
  lacks: Lack | null;
  preferences: Preferences;
  lastSeenAt: Date;
  expiresAt: Date;
};

const hasFactor = sql`exists (select from ${secondFactors} where ${secondFactors.userId} = ${sessions.userId})`;

/** Of every way to sign in alike; the settings of this moment decide. */
const lacks = sql<Lack | null>`case
  when ${sessions.factorPassedAt} is not null then null
  when ${sessions.via} = 'oidc' and (select ${signInSettings.trustsIssuer} from ${signInSettings}) then null
  when ${hasFactor} then 'code'
  when (select ${signInSettings.asksFactor} from ${signInSettings}) then 'factor'
end`;

const isLive = (now: Date) =>
  and(
    gt(sessions.expiresAt, now),
    gt(sessions.lastSeenAt, new Date(now.getTime() - sessionIdleSecondsMax * 1000)),
    isNull(users.disabledAt),
  );

/** The live session of a token, with its person's roles as they are now; null when it is over or theirs is disabled. */
export async function findEntry(db: Database, token: string, now: Date): Promise<Entry | null> {
  const [row] = await db
    .select({
      sessionId: sessions.id,
      id: users.id,
      name: users.name,
      email: users.email,
      roles: roleList,
      lacks,
      theme: sql<Preferences["theme"]>`coalesce(${preferences.theme}, 'system')`,
      hasKeys: sql<boolean>`coalesce(${preferences.hasKeys}, true)`,
      lastSeenAt: sessions.lastSeenAt,
      expiresAt: sessions.expiresAt,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .leftJoin(preferences, eq(preferences.userId, users.id))
    .where(and(eq(sessions.tokenSha256, sha256(token)), isLive(now)));
  if (!row) return null;
  const { sessionId, email, lacks: lacking, theme, hasKeys, lastSeenAt, expiresAt } = row;
  const kept = { sessionId, email, lacks: lacking, lastSeenAt, expiresAt };
  return { ...kept, actor: userActor(row), preferences: { theme, hasKeys } };
}

/** The persons of those sessions that are live and lack nothing, by the hash of the token, with their roles as they are now. */
export async function listLiveSessions(
  db: Database,
  tokenHashes: readonly string[],
  now: Date,
): Promise<Map<string, UserActor>> {
  const rows = await db
    .select({ tokenSha256: sessions.tokenSha256, id: users.id, name: users.name, roles: roleList })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(inArray(sessions.tokenSha256, [...tokenHashes]), isLive(now), sql`${lacks} is null`));
  return new Map(rows.map((row) => [row.tokenSha256, userActor(row)]));
}

/** Holds one's session until the transaction ends, and refuses when it is over: what was ended meanwhile changes nothing. */
export async function requireHeldSession(tx: Context, { id }: UserActor, sessionId: string): Promise<void> {
  const [held] = await tx.db
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.id, sessionId), eq(sessions.userId, id)))
    .for("update");
  if (!held) throw new Refused("conflict", "You are signed out meanwhile. Sign in again.");
}

export type OwnSession = {
  id: string;
  device: string;
  network: string;
  via: "password" | "mail" | "oidc";
  createdAt: Date;
  lastSeenAt: Date;
};

const listedMax = 100;

/** One's own live sessions, the last seen first; those beyond a hundred are ended with all the others. */
export async function listOwnSessions({ db, now }: Context, { id }: UserActor): Promise<OwnSession[]> {
  const { device, network, via, createdAt, lastSeenAt } = sessions;
  return db
    .select({ id: sessions.id, device, network, via, createdAt, lastSeenAt })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(sessions.userId, id), isLive(now)))
    .orderBy(desc(sessions.lastSeenAt), desc(sessions.createdAt))
    .limit(listedMax);
}
