import { createRoute, z } from "@hono/zod-openapi";
import { createKey } from "../../../accounts/create-key.ts";
import { fail } from "../../../errors.ts";
import { isId } from "../../../ids.ts";
import { type Operation, pathParameter } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { readJson } from "../../read-json.ts";
import { json } from "../../respond.ts";
import { createdKeySchema, exampleAccountId, scopesSchema } from "./account-schemas.ts";

const inputSchema = z
  .strictObject({ scopes: scopesSchema.optional() })
  .openapi("NewKey", { description: "Without `scopes` the key may do everything." });

export const createKeyOperation: Operation = {
  route: createRoute({
    method: "post",
    path: "/admin/v1/accounts/{id}/keys",
    operationId: "createKey",
    tags: ["Accounts"],
    summary: "Make a key for an account",
    security: [{ operatorKey: [] }],
    request: {
      params: z.object({ id: z.string().openapi({ example: exampleAccountId }) }),
      body: { required: true, content: { "application/json": { schema: inputSchema } } },
    },
    responses: {
      201: { description: "Made.", content: { "application/json": { schema: createdKeySchema } } },
      ...problemResponses(...bodyErrors, "unauthenticated", "not_found"),
    },
  }),

  async handle(c) {
    const body = await readJson(c, inputSchema);
    if (!body.ok) return problem(c, body.error);
    const accountId = pathParameter(c, "id");
    if (!isId("account", accountId)) return problem(c, fail("not_found").error);
    const key = await createKey(c.env, { accountId, scopes: body.value.value.scopes });
    return key.ok ? json(201, key.value satisfies z.infer<typeof createdKeySchema>) : problem(c, key.error);
  },
};
