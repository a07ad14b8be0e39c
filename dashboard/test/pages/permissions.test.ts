import { expect, test } from "vitest";
import type { Me } from "../../src/api/people.ts";
import { mayDo, mayManagePeople, mayOpen, seesNumbers } from "../../src/session/permissions.ts";

function person(role: Me["accounts"][number]["role"], operator = false): Me {
  const accounts = [{ id: "acc_1", name: "One", role }];
  return { id: "per_1", email: "a@example.com", name: "A", locale: "en", twoFactor: false, operator, accounts };
}

test("a role opens what the edge lets it do, in its own account only", () => {
  expect(mayDo(person("agent"), "acc_1", "messages:write")).toBe(true);
  expect(mayDo(person("agent"), "acc_1", "usage:read")).toBe(false);
  expect(mayDo(person("owner"), "acc_2", "messages:read")).toBe(false);
  expect(mayOpen(person("owner"), "acc_2")).toBe(false);
});

test("an operator may do everything everywhere", () => {
  const operator: Me = { ...person("viewer", true), accounts: [] };
  expect(mayDo(operator, "acc_9", "keys:manage")).toBe(true);
  expect(mayManagePeople(operator, "acc_9")).toBe(true);
});

test("a viewer sees no numbers, and manages nobody", () => {
  expect(seesNumbers(person("viewer"), "acc_1")).toBe(false);
  expect(mayManagePeople(person("developer"), "acc_1")).toBe(false);
});
