import { createRoute, z } from "@hono/zod-openapi";
import { createSubAccount } from "../../../accounts/create-sub-account.ts";
import { keyActor } from "../../actors.ts";
import { type Operation, keyWith } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { readJson } from "../../read-json.ts";
import { json } from "../../respond.ts";
import { createdAccountSchema, limitsInputSchema, nameSchema } from "./account-schemas.ts";
import { presentCreated } from "./present-account.ts";

const inputSchema = z
  .strictObject({ name: nameSchema, limits: limitsInputSchema.optional() })
  .openapi("NewSubAccount", { example: { name: "Shop in Lima", limits: { dailySegments: 10_000 } } });

export const createSubAccountOperation: Operation = {
  audit: "account.created",
  route: createRoute({
    method: "post",
    path: "/v1/accounts",
    operationId: "createSubAccount",
    tags: ["Sub-accounts"],
    summary: "Make a sub-account and its first key",
    description:
      "Needs scope `accounts:manage`, and room in the limit `maxSubAccounts`. It starts with a copy of your senders, destinations and defaults, " +
      "and no limit of it can be above yours. Where you are charged it is too, by your price list, from a balance of its own that begins at nothing. Its first key has the scopes of the key that makes it.",
    security: keyWith("accounts:manage"),
    request: { body: { required: true, content: { "application/json": { schema: inputSchema } } } },
    responses: {
      201: { description: "Made.", content: { "application/json": { schema: createdAccountSchema } } },
      ...problemResponses(...bodyErrors, "unauthenticated", "missing_scope", "account_suspended", "limit_reached"),
    },
  }),

  async handle(c) {
    const body = await readJson(c, inputSchema);
    if (!body.ok) return problem(c, body.error);
    const account = await createSubAccount(c.env, keyActor(c), body.value.value);
    return account.ok ? json(201, presentCreated(account.value)) : problem(c, account.error);
  },
};
