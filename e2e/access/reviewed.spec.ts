import { type Guarded, type Kind, mayEnter, relationTo } from "../doors/principals";
import { guarded } from "../doors/scenes";
import { expect, test } from "../doors/workspace";

const writers: Kind[] = ["the analyst who wrote it", "another analyst", "a reviewer who edited it", "another reviewer"];
const hands: Kind[] = ["the analyst who wrote it", "a reviewer who edited it"];
const outsider: Kind[] = ["another reviewer"];
const reviewers: Kind[] = ["a reviewer who edited it", "another reviewer"];
const admin: Kind[] = ["an admin"];
const writersAndAdmin = [...writers, ...admin];
const members: Kind[] = ["a viewer", ...writers, ...admin];

/**
 * Who of the nine may do what, written down by hand from what each role is for, beside the table of permissions: were that
 * wrong, this would hold all the same. Whoever changes a line here changes what people may do.
 */
const reviewed: Record<Guarded, readonly Kind[]> = {
  signOutAction: members,
  leaveAction: members,
  passFactorAction: members,
  beginFactorAction: members,
  addFactorAction: members,
  renameAction: members,
  preferencesAction: members,
  turnKeysAction: members,
  changePasswordAction: members,
  removeFactorAction: members,
  replaceCodesAction: members,
  endSessionAction: members,
  endOthersAction: members,
  addCompanyAction: writersAndAdmin,
  editCompanyAction: writersAndAdmin,
  importAction: writers,
  createDraftAction: writers,
  carryForwardAction: writers,
  restoreAction: writers,
  saveAction: writers,
  mergeAction: writers,
  submitAction: writers,
  takeBackAction: hands,
  bringUpToDateAction: hands,
  discardAction: writers,
  lookAction: writers,
  decideAction: outsider,
  sendBackAction: outsider,
  approveAction: outsider,
  publishPartAction: outsider,
  recallAction: reviewers,
  addCommentAction: writers,
  replyAction: writers,
  resolveAction: writers,
  reopenAction: writers,
  issueLinkAction: writers,
  changeLinkAction: writersAndAdmin,
  replaceTokenAction: writersAndAdmin,
  endLinkAction: writersAndAdmin,
  endLinksAction: writersAndAdmin,
  inviteAction: admin,
  renewInvitationAction: admin,
  withdrawInvitationAction: admin,
  changeRolesAction: admin,
  disablePersonAction: admin,
  enablePersonAction: admin,
  retryJobAction: admin,
  changeReviewSettingsAction: admin,
  changeSharingSettingsAction: admin,
  changeSignInSettingsAction: admin,
};

test("R1: The table gives every action to those of the nine who are meant to have it, and to no others", async ({
  doors: { world },
}) => {
  const given = guarded.map(({ name, access }) => {
    const may = Object.values(world.team).filter((by) => mayEnter(access, by, relationTo(access, by)));
    return [name, may.map(({ kind }) => kind).toSorted()];
  });
  const meant = Object.entries(reviewed).map(([name, kinds]) => [name, [...kinds].toSorted()]);
  expect(Object.fromEntries(given)).toEqual(Object.fromEntries(meant));
});
