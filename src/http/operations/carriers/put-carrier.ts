import { createRoute, type z } from "@hono/zod-openapi";
import { configureCarrier } from "../../../carriers/configure-carrier.ts";
import { type Operation, pathParameter } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { readJson } from "../../read-json.ts";
import { json } from "../../respond.ts";
import { validate } from "../../validate.ts";
import { carrierInputSchema, carrierParameters, carrierSchema } from "./carrier-schemas.ts";

export const putCarrier: Operation = {
  route: createRoute({
    method: "put",
    path: "/admin/v1/carriers/{id}",
    operationId: "putCarrier",
    tags: ["Carriers"],
    summary: "Configure a carrier",
    description: "The whole configuration: binds that are not named are taken down. Connectors follow at once.",
    security: [{ operatorKey: [] }],
    request: {
      params: carrierParameters,
      body: { required: true, content: { "application/json": { schema: carrierInputSchema } } },
    },
    responses: {
      200: { description: "Configured.", content: { "application/json": { schema: carrierSchema } } },
      ...problemResponses(...bodyErrors, "unauthenticated"),
    },
  }),

  async handle(c) {
    const parameters = validate(carrierParameters, { id: pathParameter(c, "id") });
    if (!parameters.ok) return problem(c, parameters.error);
    const body = await readJson(c, carrierInputSchema);
    if (!body.ok) return problem(c, body.error);
    const carrier = await configureCarrier(c.env, { id: parameters.value.id, ...body.value.value });
    return json(200, carrier satisfies z.infer<typeof carrierSchema>);
  },
};
