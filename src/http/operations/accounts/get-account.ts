import { createRoute, z } from "@hono/zod-openapi";
import { getAccount } from "../../../accounts/get-account.ts";
import { type Door, operatorDoor, ownDoor, parentDoor } from "../../actors.ts";
import type { Operation } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { json } from "../../respond.ts";
import { versionResponse, versionTag } from "../../version-tag.ts";
import { accountSchema, exampleAccountId } from "./account-schemas.ts";
import { presentAccount } from "./present-account.ts";

function getAccountAt(door: Door, path: string, operationId: string): Operation {
  return {
    route: createRoute({
      method: "get",
      path,
      operationId,
      tags: [door.tag],
      summary: "Get an account, its limits and what is used of them",
      description: `${door.needs("account:read")} With its limits, and how much of them is used.`.trim(),
      security: door.security("account:read"),
      request: door === ownDoor ? {} : { params: z.object({ id: z.string().openapi({ example: exampleAccountId }) }) },
      responses: {
        200: versionResponse("The account.", accountSchema),
        ...problemResponses("invalid_request", "unauthenticated", "missing_scope", "not_found"),
      },
    }),

    async handle(c) {
      const target = await door.find(c);
      if (!target.ok) return problem(c, target.error);
      const described = await getAccount(c.env, target.value);
      if (!described.ok) return problem(c, described.error);
      return json(200, presentAccount(described.value, Date.now()), versionTag(described.value.account.version));
    },
  };
}

export const getAccountOperations: readonly Operation[] = [
  getAccountAt(ownDoor, "/v1/account", "getOwnAccount"),
  getAccountAt(operatorDoor, operatorDoor.path, "getAccount"),
  getAccountAt(parentDoor, parentDoor.path, "getSubAccount"),
];
