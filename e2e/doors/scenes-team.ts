import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { readSignInSettings } from "@/lib/auth/settings-queries";
import { invite } from "@/lib/people/invite-commands";
import { disablePerson } from "@/lib/people/leave-commands";
import { readReviewSettings } from "@/lib/review/settings-queries";
import { readSharingSettings } from "@/lib/sharing/settings-queries";
import { as } from "@/lib/world";
import type { Scene } from "./scenes-notes";
import type { World } from "./world";

const terms = { label: "A client", policy: "revision", end: "none" };
const yesNo = (is: boolean) => (is ? "yes" : "no");

async function invitation(world: World) {
  const asked = { email: `i${randomUUID()}@doors.example`, roles: ["viewer" as const] };
  const { invitationId, token } = await invite(as(world.db, world.admin), asked);
  return { invitationId, token: token ?? "", path: `/settings/people/invitations/${invitationId}` };
}

/** What is run: links, people, settings. */
export const teamScenes = {
  issueLinkAction: async (world) => {
    const { revisionId, path } = await world.note();
    return { path: `${path}/share`, form: { ...terms, linkId: randomUUID(), revisionId } };
  },
  changeLinkAction: async (world) => {
    const { linkId } = await world.link();
    return {
      path: `/links/${linkId}`,
      form: { ...terms, linkId, version: "1", label: "Another client", passwordChoice: "keep" },
    };
  },
  replaceTokenAction: async (world) => {
    const { linkId } = await world.link();
    return { path: `/links/${linkId}`, form: { linkId, version: "1" } };
  },
  endLinkAction: async (world) => {
    const { linkId } = await world.link();
    return { path: `/links/${linkId}`, form: { linkId } };
  },
  endLinksAction: async (world) => {
    const [one, another] = [await world.link(), await world.link()];
    return { path: "/links", form: { [`link.${one.linkId}`]: "on", [`link.${another.linkId}`]: "on" } };
  },
  inviteAction: async () => {
    return { path: "/settings/people/invite", form: { email: `i${randomUUID()}@doors.example`, viewer: "on" } };
  },
  renewInvitationAction: async (world) => {
    const { invitationId, path } = await invitation(world);
    return { path, form: { invitationId } };
  },
  withdrawInvitationAction: async (world) => {
    const { invitationId, path } = await invitation(world);
    return { path, form: { invitationId } };
  },
  changeRolesAction: async (world) => {
    const { id: personId } = await world.member();
    return { path: `/settings/people/${personId}`, form: { personId, base: "viewer", viewer: "on", analyst: "on" } };
  },
  disablePersonAction: async (world) => {
    const { id: personId } = await world.member(["analyst"]);
    const { id: linksTo } = world.writer;
    return { path: `/settings/people/${personId}`, form: { personId, linksTo, companiesTo: linksTo } };
  },
  enablePersonAction: async (world) => {
    const { id: personId } = await world.member();
    await disablePerson(as(world.db, world.admin), { personId, linksTo: null, companiesTo: null });
    return { path: `/settings/people/${personId}`, form: { personId } };
  },
  retryJobAction: async (world) => {
    const [job] = await world.db.execute<{ id: string }>(sql`
      select (graphile_worker.add_job('sessions.delete_ended', payload => '{"of":"a scene"}',
        run_at => now() + interval '1 day', max_attempts => 8)).id::text`);
    const id = job?.id ?? "";
    await world.db.execute(sql`
      update graphile_worker._private_jobs set attempts = 8, last_error = 'It failed.' where id = ${id}::bigint`);
    return { path: "/settings/jobs", form: { id } };
  },
  changeReviewSettingsAction: async (world) => {
    const { approvalsNeeded, uncitedBlocks } = await readReviewSettings(world.db);
    const base = { baseApprovalsNeeded: String(approvalsNeeded), baseUncitedBlocks: yesNo(uncitedBlocks) };
    const form = { approvalsNeeded: String(approvalsNeeded), uncitedBlocks: yesNo(!uncitedBlocks), ...base };
    return { path: "/settings/review", form };
  },
  changeSharingSettingsAction: async (world) => {
    const { isOn, logsViews, viewsKeptDays } = await readSharingSettings(world.db);
    const base = { baseIsOn: yesNo(isOn), baseLogsViews: yesNo(logsViews), baseViewsKeptDays: String(viewsKeptDays) };
    const form = { isOn: yesNo(isOn), logsViews: yesNo(logsViews), viewsKeptDays: String(viewsKeptDays + 1), ...base };
    return { path: "/settings/sharing", form };
  },
  changeSignInSettingsAction: async (world) => {
    const { asksFactor, trustsIssuer } = await readSignInSettings(as(world.db, world.admin));
    const base = { baseAsksFactor: yesNo(asksFactor), baseTrustsIssuer: yesNo(trustsIssuer) };
    return {
      path: "/settings/sign-in",
      form: { asksFactor: yesNo(asksFactor), trustsIssuer: yesNo(!trustsIssuer), ...base },
    };
  },
} satisfies Record<string, Scene>;
