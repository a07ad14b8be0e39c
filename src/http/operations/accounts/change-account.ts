import { createRoute, z } from "@hono/zod-openapi";
import { updateSubAccount } from "../../../accounts/update-account.ts";
import { keyActor } from "../../actors.ts";
import { type Operation, keyWith, pathParameter } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { readJson } from "../../read-json.ts";
import { json } from "../../respond.ts";
import { readExpectedVersion, versionHeaders, versionResponse, versionTag } from "../../version-tag.ts";
import { changeHeaders } from "../versions/read-change.ts";
import {
  changedAccountSchema,
  defaultsSchema,
  destinationsSchema,
  exampleAccountId,
  limitsInputSchema,
  nameSchema,
  poolsSchema,
  sendersInputSchema,
  statusSchema,
} from "./account-schemas.ts";
import { answerUpdate } from "./answer-update.ts";
import { presentChanged } from "./present-account.ts";

const changesOfParents = {
  name: nameSchema.optional(),
  status: statusSchema.optional(),
  limits: limitsInputSchema.optional(),
};
const subAccountChangesSchema = z.strictObject(changesOfParents).openapi("SubAccountChanges", {
  description: "What is left out stays as it is.",
  example: { status: "suspended" },
});
const accountChangesSchema = z
  .strictObject({
    ...changesOfParents,
    allowedDestinations: destinationsSchema.optional(),
    senders: sendersInputSchema.optional(),
    senderPools: poolsSchema.optional(),
    defaults: defaultsSchema.optional(),
  })
  .openapi("AccountChanges", {
    description: "What is left out stays as it is.",
    example: { limits: { dailySegments: 50_000 } },
  });

const params = z.object({ id: z.string().openapi({ example: exampleAccountId }) });
const changed = versionResponse("Changed.", changedAccountSchema);

export const changeAccount: Operation = {
  audit: "account.updated",
  route: createRoute({
    method: "patch",
    path: "/admin/v1/accounts/{id}",
    operationId: "changeAccount",
    tags: ["Accounts"],
    summary: "Change an account",
    description: "Counts for what is accepted from here on.",
    security: [{ operatorKey: [] }],
    request: {
      params,
      headers: changeHeaders,
      body: { required: true, content: { "application/json": { schema: accountChangesSchema } } },
    },
    responses: {
      200: changed,
      ...problemResponses(...bodyErrors, "invalid_sender", "unauthenticated", "not_found", "version_conflict"),
    },
  }),

  handle: (c) => answerUpdate(c, accountChangesSchema, presentChanged),
};

export const changeSubAccount: Operation = {
  audit: "account.updated",
  route: createRoute({
    method: "patch",
    path: "/v1/accounts/{id}",
    operationId: "changeSubAccount",
    tags: ["Sub-accounts"],
    summary: "Change, suspend or activate a sub-account",
    description: "Needs scope `accounts:manage`. No limit can be above your own.",
    security: keyWith("accounts:manage"),
    request: {
      params,
      headers: versionHeaders,
      body: { required: true, content: { "application/json": { schema: subAccountChangesSchema } } },
    },
    responses: {
      200: changed,
      ...problemResponses(
        ...bodyErrors,
        "invalid_sender",
        "unauthenticated",
        "missing_scope",
        "account_suspended",
        "not_found",
        "version_conflict",
      ),
    },
  }),

  async handle(c) {
    const expected = readExpectedVersion(c);
    if (!expected.ok) return problem(c, expected.error);
    const body = await readJson(c, subAccountChangesSchema);
    if (!body.ok) return problem(c, body.error);
    const account = await updateSubAccount(
      c.env,
      keyActor(c),
      pathParameter(c, "id"),
      body.value.value,
      expected.value,
    );
    if (!account.ok) return problem(c, account.error);
    return json(200, presentChanged(account.value), versionTag(account.value.version));
  },
};
