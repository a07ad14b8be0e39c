import { createRoute } from "@hono/zod-openapi";
import { getRetention } from "../../../retention/get-retention.ts";
import type { Door } from "../../actors.ts";
import type { Operation } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { json } from "../../respond.ts";
import { presentRetention, retentionSchema } from "./retention-schemas.ts";
import { retentionDoors, retentionRequest } from "./retention-doors.ts";

function getRetentionAt(door: Door): Operation {
  return {
    route: createRoute({
      method: "get",
      path: `${door.path}/retention`,
      operationId: `get${door.noun}Retention`,
      tags: [door.tag],
      summary: "Get how long messages are kept",
      description: `${door.needs("account:read")} What the account has set, and what counts for it.`.trim(),
      security: door.security("account:read"),
      request: retentionRequest(door),
      responses: {
        200: { description: "The days.", content: { "application/json": { schema: retentionSchema } } },
        ...problemResponses("invalid_request", "unauthenticated", "missing_scope", "not_found"),
      },
    }),

    async handle(c) {
      const target = await door.find(c);
      if (!target.ok) return problem(c, target.error);
      const retention = await getRetention(c.env, target.value);
      return retention.ok ? json(200, presentRetention(retention.value)) : problem(c, retention.error);
    },
  };
}

export const getRetentionOperations: readonly Operation[] = retentionDoors.map(getRetentionAt);
