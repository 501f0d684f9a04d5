import { describe, expect, it } from "vitest";
import type { UserActor } from "@/lib/context";
import { authorise, authorisePerson, may } from "./permissions";
import type { Role } from "./roles";

const person = (...roles: Role[]): UserActor => ({ kind: "user", id: "x", name: "x", roles: new Set(roles) });

describe("permissions", () => {
  it.each([
    ["viewer", { read: true, drafts: false, edit: false, approve: false, companies: false, add: false, audit: false }],
    ["analyst", { read: true, drafts: true, edit: true, approve: false, companies: true, add: false, audit: false }],
    ["reviewer", { read: true, drafts: true, edit: true, approve: true, companies: true, add: false, audit: false }],
    ["admin", { read: true, drafts: false, edit: false, approve: false, companies: true, add: true, audit: true }],
  ] as const)("give a %s what the role is for, and no more", (role, expected) => {
    const actor = person(role);
    expect({
      read: may(actor, "note.read"),
      drafts: may(actor, "draft.read"),
      edit: may(actor, "revision.edit") && may(actor, "comment.write"),
      approve: may(actor, "revision.approve") && may(actor, "revision.recall"),
      companies: may(actor, "company.add") && may(actor, "company.edit"),
      add: may(actor, "user.add") && may(actor, "settings.review"),
      audit: may(actor, "audit.read"),
    }).toEqual(expected);
  });

  it("give a person without a role nothing", () => {
    expect(may(person(), "note.read")).toBe(false);
    expect(() => authorise(person(), "note.read")).toThrow("Your roles do not allow this");
  });

  it("add up when a person holds several roles", () => {
    expect(may(person("admin", "analyst"), "revision.edit")).toBe(true);
    expect(may(person("admin", "analyst"), "user.add")).toBe(true);
  });

  it("let nobody but a person sign for something", () => {
    expect(() => authorisePerson({ kind: "system", name: "world" }, "revision.approve")).toThrow("Only a person");
  });
});
