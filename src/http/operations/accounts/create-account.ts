import { createRoute, z } from "@hono/zod-openapi";
import { createAccount } from "../../../accounts/create-account.ts";
import { readOperator } from "../../actors.ts";
import { authorHeaders } from "../../author.ts";
import type { Operation } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { readJson } from "../../read-json.ts";
import { json } from "../../respond.ts";
import {
  createdAccountSchema,
  defaultsSchema,
  destinationsSchema,
  limitsInputSchema,
  nameSchema,
  poolsSchema,
  sendersInputSchema,
} from "./account-schemas.ts";
import { presentCreated } from "./present-account.ts";

const inputSchema = z
  .strictObject({
    name: nameSchema,
    limits: limitsInputSchema.optional(),
    allowedDestinations: destinationsSchema.optional(),
    senders: sendersInputSchema.optional(),
    senderPools: poolsSchema.optional(),
    defaults: defaultsSchema.optional(),
  })
  .openapi("NewAccount", { example: { name: "Elibom Colombia", senders: ["Elibom"] } });

export const createAccountOperation: Operation = {
  audit: "account.created",
  route: createRoute({
    method: "post",
    path: "/admin/v1/accounts",
    operationId: "createAccount",
    tags: ["Accounts"],
    summary: "Make an account and its first key",
    description: "The key is answered this once. Limits that are left out are the default ones.",
    security: [{ operatorKey: [] }],
    request: {
      headers: authorHeaders,
      body: { required: true, content: { "application/json": { schema: inputSchema } } },
    },
    responses: {
      201: { description: "Made.", content: { "application/json": { schema: createdAccountSchema } } },
      ...problemResponses(...bodyErrors, "invalid_sender", "unauthenticated"),
    },
  }),

  async handle(c) {
    const operator = readOperator(c);
    if (!operator.ok) return problem(c, operator.error);
    const body = await readJson(c, inputSchema);
    if (!body.ok) return problem(c, body.error);
    const account = await createAccount(c.env, operator.value, body.value.value);
    return account.ok ? json(201, presentCreated(account.value)) : problem(c, account.error);
  },
};
