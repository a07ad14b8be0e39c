import { createRoute, z } from "@hono/zod-openapi";
import { createAccount } from "../../../accounts/create-account.ts";
import type { Operation } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { readJson } from "../../read-json.ts";
import { isoTime, json } from "../../respond.ts";
import { createdAccountSchema, limitsInputSchema, nameSchema, sendersSchema } from "./account-schemas.ts";

const inputSchema = z
  .strictObject({ name: nameSchema, limits: limitsInputSchema.optional(), senders: sendersSchema.optional() })
  .openapi("NewAccount");

export const createAccountOperation: Operation = {
  route: createRoute({
    method: "post",
    path: "/admin/v1/accounts",
    operationId: "createAccount",
    tags: ["Accounts"],
    summary: "Make an account and its first key",
    security: [{ operatorKey: [] }],
    request: { body: { required: true, content: { "application/json": { schema: inputSchema } } } },
    responses: {
      201: { description: "Made.", content: { "application/json": { schema: createdAccountSchema } } },
      ...problemResponses(...bodyErrors, "invalid_sender", "unauthenticated"),
    },
  }),

  async handle(c) {
    const body = await readJson(c, inputSchema);
    if (!body.ok) return problem(c, body.error);
    const account = await createAccount(c.env, body.value.value);
    if (!account.ok) return problem(c, account.error);
    const { createdAtMs, ...rest } = account.value;
    return json(201, { ...rest, createdAt: isoTime(createdAtMs) } satisfies z.infer<typeof createdAccountSchema>);
  },
};
