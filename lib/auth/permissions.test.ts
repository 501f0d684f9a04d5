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

  it("keep the approval of a revision, and every verdict on it, from whoever had a hand in it", () => {
    for (const permission of ["revision.approve", "revision.review"] as const) {
      expect(may(person("reviewer"), permission, "neither")).toBe(true);
      expect(may(person("reviewer", "admin"), permission, "had a hand")).toBe(false);
    }
    expect(may(person("analyst"), "revision.take_back", "had a hand")).toBe(true);
    expect(may(person("reviewer"), "revision.take_back", "neither")).toBe(false);
  });

  it("leave an account to whoever it is, whatever their roles, and let no admin disable themselves", () => {
    expect(may(person(), "account.secure", "oneself")).toBe(true);
    expect(may(person("admin", "reviewer"), "account.secure", "neither")).toBe(false);
    expect(may(person("admin"), "user.disable", "neither")).toBe(true);
    expect(() => authorise(person("admin"), "user.disable", "oneself", "Not you.")).toThrow("Not you.");
  });

  it("give the product's own actors what their commands do, and those that stand for a stranger or a job nothing", () => {
    const named = (name: string) => ({ kind: "system", name }) as const;
    const asked = ["user.add", "user.recover", "company.add", "note.export", "audit.read", "draft.read"] as const;
    for (const permission of asked) expect(may(named("command-line"), permission)).toBe(true);
    for (const permission of ["revision.edit", "settings.sign_in", "user.change_roles", "link.issue"] as const) {
      expect(may(named("command-line"), permission)).toBe(false);
    }
    for (const name of ["sign-in", "set-up", "start", "jobs", "constructor"]) {
      for (const permission of [...asked, "company.read", "account.change"] as const) {
        expect(() => authorise(named(name), permission, "oneself")).toThrow("do not allow");
      }
    }
  });

  it("let nobody but a person sign for something", () => {
    expect(() => authorisePerson({ kind: "system", name: "demo" }, "revision.approve")).toThrow("Only a person");
  });
});
