import { Refusal } from "@/app/_ui/field";
import { Tick } from "@/app/_ui/options";
import { type Role, roles } from "@/lib/auth/roles";
import style from "./people.module.css";

const words: Record<Role, { label: string; hint: string }> = {
  viewer: { label: "Viewer", hint: "Reads what is published." },
  analyst: { label: "Analyst", hint: "Also writes notes and comments, and shares what is published." },
  reviewer: { label: "Reviewer", hint: "Also approves and publishes what others wrote, and recalls it." },
  admin: {
    label: "Admin",
    hint: "Looks after people, companies, links and settings, and reads the audit trail. Of notes, what a viewer reads.",
  },
};

type RoleTicksProps = { held: readonly Role[]; refusal?: string | undefined };

/** Which roles somebody has: each a tick under its own name. */
export function RoleTicks({ held, refusal }: RoleTicksProps) {
  return (
    <fieldset className={style.ticks} aria-describedby={refusal && "roles-refusal"}>
      <legend>Roles</legend>
      {refusal && <Refusal id="roles-refusal">{refusal}</Refusal>}
      {roles.map((role) => (
        <Tick key={role} name={role} {...words[role]} checked={held.includes(role)} />
      ))}
    </fieldset>
  );
}
