import { createRoute } from "@hono/zod-openapi";
import { revokeKey } from "../../../accounts/revoke-key.ts";
import type { Door } from "../../actors.ts";
import { type Operation, pathParameter } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { keyDoors, keyErrors, keyRequest } from "./key-doors.ts";

function revokeKeyAt(door: Door): Operation {
  return {
    audit: "key.revoked",
    route: createRoute({
      method: "delete",
      path: `${door.path}/keys/{keyId}`,
      operationId: `revoke${door.noun}Key`,
      tags: [door.tag],
      summary: "Take a key back",
      description: `${door.needs("keys:manage")} Requests that carry it are refused from here on.`.trim(),
      security: door.security("keys:manage"),
      request: keyRequest(door, true),
      responses: {
        204: { description: "The key is refused from here on." },
        ...problemResponses(...keyErrors),
      },
    }),

    async handle(c) {
      const target = await door.find(c);
      if (!target.ok) return problem(c, target.error);
      const revoked = await revokeKey(c.env, target.value, pathParameter(c, "keyId"));
      return revoked.ok ? new Response(null, { status: 204 }) : problem(c, revoked.error);
    },
  };
}

export const revokeKeyOperations: readonly Operation[] = keyDoors.map(revokeKeyAt);
