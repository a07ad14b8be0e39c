import { createRoute, z } from "@hono/zod-openapi";
import { listCarriers } from "../../../carriers/list-carriers.ts";
import { noteConnector } from "../../../connectors/note-connector.ts";
import { connectorHeaders, readConnectorClock, readConnectorName } from "../../connector-name.ts";
import type { Operation } from "../../operation.ts";
import { problemResponses } from "../../problem.ts";
import { json } from "../../respond.ts";

/** More carriers than anyone has, so that connectors need no paging. */
const carrierLimit = 1_000;

const carriersSchema = z
  .object({ carriers: z.array(z.object({ id: z.string().openapi({ example: "default" }) })) })
  .openapi("CarriersToDial");

export const listLinks: Operation = {
  route: createRoute({
    method: "get",
    path: "/connector/v1/carriers",
    operationId: "listLinks",
    tags: ["Connectors"],
    summary: "List the carriers a connector is to serve",
    description: "What a connector dials, each with the address of its link.",
    security: [{ connectorToken: [] }],
    request: { headers: connectorHeaders },
    responses: {
      200: { description: "The carriers.", content: { "application/json": { schema: carriersSchema } } },
      ...problemResponses("unauthenticated"),
    },
  }),

  async handle(c) {
    const connector = readConnectorName(c);
    const clockMs = readConnectorClock(c);
    if (connector !== null) c.executionCtx.waitUntil(noteConnector(c.env, { ...connector, clockMs }, Date.now()));
    const { items } = await listCarriers(c.env, { limit: carrierLimit });
    return json(200, { carriers: items.map(({ id }) => ({ id })) } satisfies z.infer<typeof carriersSchema>);
  },
};
