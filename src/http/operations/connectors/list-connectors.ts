import { createRoute, z } from "@hono/zod-openapi";
import { listConnectors } from "../../../connectors/list-connectors.ts";
import type { Operation } from "../../operation.ts";
import { problemResponses } from "../../problem.ts";
import { json } from "../../respond.ts";
import { connectorSchema, presentConnector } from "./connector-schemas.ts";

const fleetSchema = z.object({ data: z.array(connectorSchema) });

export const listConnectorsOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/admin/v1/connectors",
    operationId: "listConnectors",
    tags: ["Connectors"],
    summary: "List connectors, and what each holds at which carrier",
    description: "All there are, by id. One without links is not there now.",
    security: [{ operatorKey: [] }],
    responses: {
      200: { description: "The connectors.", content: { "application/json": { schema: fleetSchema } } },
      ...problemResponses("unauthenticated"),
    },
  }),

  async handle(c) {
    const connectors = await listConnectors(c.env);
    return json(200, { data: connectors.map(presentConnector) } satisfies z.infer<typeof fleetSchema>);
  },
};
