import { actAsParent } from "../accounts/act-as-parent.ts";
import type { Actor, KeyActor, OperatorActor } from "../accounts/actor.ts";
import type { Scope } from "../accounts/scopes.ts";
import { type Result, fail, ok } from "../errors.ts";
import { isId } from "../ids.ts";
import type { AppContext } from "./app-env.ts";
import { authorHeaders, readAuthor } from "./author.ts";
import { keyWith, pathParameter } from "./operation.ts";

/** The operator who asks, by their own account. Errors: invalid_request. */
export function readOperator(c: AppContext): Result<OperatorActor> {
  const author = readAuthor(c);
  return author.ok ? ok({ kind: "operator", name: author.value }) : author;
}

/** The key that asks. */
export function keyActor(c: AppContext): KeyActor {
  return { kind: "key", key: c.get("key") };
}

/** An account, and who wants something of it. */
export interface Target {
  actor: Actor;
  accountId: string;
}

/**
 * One of the ways to an account: the same operations are there for operators, for the account's own keys, and for those of
 * its parent.
 */
export interface Door {
  /** What the account's paths begin with. */
  path: string;
  /** Sets the operation's id apart, as in `createSubAccountKey`. */
  noun: "" | "Account" | "SubAccount";
  tag: string;
  /** What the operation asks of a key, told the scope that it needs at the account's own door. */
  security: (scope: Scope) => Record<string, string[]>[];
  /** Who may, as a sentence; empty for operators. */
  needs: (scope: Scope) => string;
  headers?: typeof authorHeaders;
  /** Errors: invalid_request, not_found; for parents those of actAsParent. */
  find: (c: AppContext) => Promise<Result<Target>> | Result<Target>;
}

export const ownDoor: Door = {
  path: "/v1",
  noun: "",
  tag: "Account",
  security: keyWith,
  needs: (scope) => `Needs scope \`${scope}\`.`,
  find: (c) => ok({ actor: keyActor(c), accountId: c.get("key").accountId }),
};

export const operatorDoor: Door = {
  path: "/admin/v1/accounts/{id}",
  noun: "Account",
  tag: "Accounts",
  security: () => [{ operatorKey: [] }],
  needs: () => "",
  headers: authorHeaders,
  find: (c) => {
    const operator = readOperator(c);
    if (!operator.ok) return operator;
    const accountId = pathParameter(c, "id");
    return isId("account", accountId) ? ok({ actor: operator.value, accountId }) : fail("not_found");
  },
};

export const parentDoor: Door = {
  path: "/v1/accounts/{id}",
  noun: "SubAccount",
  tag: "Sub-accounts",
  security: () => keyWith("accounts:manage"),
  needs: () => "Needs scope `accounts:manage`.",
  find: async (c) => {
    const accountId = pathParameter(c, "id");
    const actor = await actAsParent(c.env, keyActor(c), accountId);
    return actor.ok ? ok({ actor: actor.value, accountId }) : actor;
  },
};
