import type { Role } from "@/lib/auth/roles";
import type { SignInSettings } from "@/lib/auth/sign-in-settings";

/** What people did to their own accounts, and admins to the way everybody signs in. Of secrets: that they changed. */
export type AccountEvent =
  | { action: "user.renamed"; subject: string; before: { name: string }; after: { name: string } }
  | {
      action: "user.password_changed";
      subject: string;
      before: null;
      /** `reset`: by a link that came by mail */
      after: { how: "changed" | "reset"; changedAt: string };
    }
  | { action: "user.factor_added"; subject: string; before: null; after: { addedAt: string } }
  | { action: "user.factor_removed"; subject: string; before: null; after: { removedAt: string } }
  | { action: "user.recovery_codes_replaced"; subject: string; before: null; after: { replacedAt: string } }
  | { action: "user.recovery_code_used"; subject: string; before: { left: number }; after: { left: number } }
  | {
      action: "user.identity_linked";
      subject: string;
      before: null;
      /** `joined`: they were added with it, as a viewer */
      after: { issuer: string; issuedSubject: string; email: string; joined: { name: string; roles: Role[] } | null };
    }
  | { action: "settings.sign_in_changed"; subject: string; before: SignInSettings; after: SignInSettings };
