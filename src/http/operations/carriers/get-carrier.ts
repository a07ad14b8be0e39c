import { createRoute, type z } from "@hono/zod-openapi";
import { describeCarrier } from "../../../carriers/describe-carrier.ts";
import { type Operation, pathParameter } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { json } from "../../respond.ts";
import { carrierParameters, carrierSchema } from "./carrier-schemas.ts";

export const getCarrier: Operation = {
  route: createRoute({
    method: "get",
    path: "/admin/v1/carriers/{id}",
    operationId: "getCarrier",
    tags: ["Carriers"],
    summary: "Get a carrier and what it is doing now",
    security: [{ operatorKey: [] }],
    request: { params: carrierParameters },
    responses: {
      200: { description: "The carrier.", content: { "application/json": { schema: carrierSchema } } },
      ...problemResponses("unauthenticated", "not_found"),
    },
  }),

  async handle(c) {
    const carrier = await describeCarrier(c.env, pathParameter(c, "id"));
    return carrier.ok ? json(200, carrier.value satisfies z.infer<typeof carrierSchema>) : problem(c, carrier.error);
  },
};
