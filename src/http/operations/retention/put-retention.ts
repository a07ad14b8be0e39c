import { createRoute } from "@hono/zod-openapi";
import { setRetention } from "../../../retention/set-retention.ts";
import type { Door } from "../../actors.ts";
import type { Operation } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { readJson } from "../../read-json.ts";
import { json } from "../../respond.ts";
import { presentRetention, retentionInputSchema, retentionSchema } from "./retention-schemas.ts";
import { retentionDoors, retentionRequest } from "./retention-doors.ts";

function putRetentionAt(door: Door): Operation {
  return {
    audit: "retention.changed",
    route: createRoute({
      method: "put",
      path: `${door.path}/retention`,
      operationId: `put${door.noun}Retention`,
      tags: [door.tag],
      summary: "Say how long messages are kept",
      description:
        `${door.needs("retention:manage")} Counts from the next day (UTC) on, for what there is already as well. What was removed does not come back.`.trim(),
      security: door.security("retention:manage"),
      request: {
        ...retentionRequest(door),
        body: { required: true, content: { "application/json": { schema: retentionInputSchema } } },
      },
      responses: {
        200: { description: "The days from now on.", content: { "application/json": { schema: retentionSchema } } },
        ...problemResponses(...bodyErrors, "unauthenticated", "missing_scope", "not_found"),
      },
    }),

    async handle(c) {
      const target = await door.find(c);
      if (!target.ok) return problem(c, target.error);
      const body = await readJson(c, retentionInputSchema);
      if (!body.ok) return problem(c, body.error);
      const retention = await setRetention(c.env, target.value, body.value.value);
      return retention.ok ? json(200, presentRetention(retention.value)) : problem(c, retention.error);
    },
  };
}

export const putRetentionOperations: readonly Operation[] = retentionDoors.map(putRetentionAt);
