import { createRoute, type z } from "@hono/zod-openapi";
import { describeCarrier } from "../../../carriers/describe-carrier.ts";
import { type Operation, pathParameter } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { json } from "../../respond.ts";
import { versionResponse, versionTag } from "../../version-tag.ts";
import { carrierParameters, carrierSchema } from "./carrier-schemas.ts";
import { withCallbackUrls } from "./operator-schemas.ts";

export const getCarrier: Operation = {
  route: createRoute({
    method: "get",
    path: "/admin/v1/carriers/{id}",
    operationId: "getCarrier",
    tags: ["Carriers"],
    summary: "Get a carrier and what it is doing now",
    description: "Its configuration without secrets, and how it does now.",
    security: [{ operatorKey: [] }],
    request: { params: carrierParameters },
    responses: {
      200: versionResponse("The carrier.", carrierSchema),
      ...problemResponses("unauthenticated", "not_found"),
    },
  }),

  async handle(c) {
    const carrier = await describeCarrier(c.env, pathParameter(c, "id"));
    if (!carrier.ok) return problem(c, carrier.error);
    const shown = withCallbackUrls(c, carrier.value) satisfies z.infer<typeof carrierSchema>;
    return json(200, shown, versionTag(shown.version));
  },
};
