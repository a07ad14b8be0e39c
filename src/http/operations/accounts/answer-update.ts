import type { z } from "@hono/zod-openapi";
import type { Account } from "../../../accounts/account.ts";
import { type UpdateAccountInput, updateAccount } from "../../../accounts/update-account.ts";
import { fail } from "../../../errors.ts";
import { isId } from "../../../ids.ts";
import type { AppContext } from "../../app-env.ts";
import { readOperator } from "../../actors.ts";
import { pathParameter } from "../../operation.ts";
import { problem } from "../../problem.ts";
import { readJson } from "../../read-json.ts";
import { json } from "../../respond.ts";
import { readExpectedVersion, versionTag } from "../../version-tag.ts";

/** Changes an account as an operator asks, and answers what `present` shows of it. */
export async function answerUpdate(
  c: AppContext,
  bodySchema: z.ZodType<UpdateAccountInput>,
  present: (account: Account) => object,
): Promise<Response> {
  const operator = readOperator(c);
  if (!operator.ok) return problem(c, operator.error);
  const expected = readExpectedVersion(c);
  if (!expected.ok) return problem(c, expected.error);
  const body = await readJson(c, bodySchema);
  if (!body.ok) return problem(c, body.error);
  const id = pathParameter(c, "id");
  if (!isId("account", id)) return problem(c, fail("not_found").error);
  const account = await updateAccount(c.env, operator.value, id, body.value.value, expected.value);
  if (!account.ok) return problem(c, account.error);
  return json(200, present(account.value), versionTag(account.value.version));
}
