import { createRoute, z } from "@hono/zod-openapi";
import { revokeKey } from "../../../accounts/revoke-key.ts";
import { fail } from "../../../errors.ts";
import { isId } from "../../../ids.ts";
import { type Operation, pathParameter } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { exampleAccountId, exampleKeyId } from "./account-schemas.ts";

export const revokeKeyOperation: Operation = {
  route: createRoute({
    method: "delete",
    path: "/admin/v1/accounts/{id}/keys/{keyId}",
    operationId: "revokeKey",
    tags: ["Accounts"],
    summary: "Take a key back",
    security: [{ operatorKey: [] }],
    request: {
      params: z.object({
        id: z.string().openapi({ example: exampleAccountId }),
        keyId: z.string().openapi({ example: exampleKeyId }),
      }),
    },
    responses: {
      204: { description: "The key is refused from here on." },
      ...problemResponses("unauthenticated", "not_found"),
    },
  }),

  async handle(c) {
    const accountId = pathParameter(c, "id");
    if (!isId("account", accountId)) return problem(c, fail("not_found").error);
    const revoked = await revokeKey(c.env, { accountId, keyId: pathParameter(c, "keyId") });
    return revoked.ok ? new Response(null, { status: 204 }) : problem(c, revoked.error);
  },
};
