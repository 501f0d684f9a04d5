import type { Role } from "@/lib/auth/roles";

/** What becomes of members and of those who are invited. */
export type PeopleEvent =
  | { action: "user.added"; subject: string; before: null; after: { email: string; name: string; roles: Role[] } }
  | {
      action: "user.invited";
      /** the invitation, as of the two below */
      subject: string;
      before: null;
      after: { email: string; roles: Role[]; expiresAt: string };
    }
  | { action: "invitation.renewed"; subject: string; before: { expiresAt: string }; after: { expiresAt: string } }
  | { action: "invitation.withdrawn"; subject: string; before: { withdrawnAt: null }; after: { withdrawnAt: string } }
  | {
      action: "invitation.accepted";
      /** whoever they are since */
      subject: string;
      before: null;
      after: { invitationId: string; email: string; name: string; roles: Role[] };
    }
  | { action: "user.roles_changed"; subject: string; before: { roles: Role[] }; after: { roles: Role[] } }
  | {
      action: "user.disabled";
      subject: string;
      before: { disabledAt: null };
      after: {
        disabledAt: string;
        /** those that they had; `keptBy`: who has them now, null: they were ended */
        links: { ids: string[]; keptBy: string | null };
        /** those that they owned */
        companies: { ids: string[]; owner: string | null };
      };
    }
  | { action: "user.enabled"; subject: string; before: { disabledAt: string }; after: { disabledAt: null } }
  | {
      action: "user.recovered";
      subject: string;
      before: null;
      after: { password: "new"; secondFactor: "kept" | "removed" };
    };
