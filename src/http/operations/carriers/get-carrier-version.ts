import { createRoute, z } from "@hono/zod-openapi";
import { getCarrierVersion } from "../../../carriers/get-carrier-version.ts";
import type { Operation } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { readParameters } from "../../read-parameters.ts";
import { json } from "../../respond.ts";
import { versionResponse, versionTag } from "../../version-tag.ts";
import { presentVersion, versionShape } from "../versions/version-schemas.ts";
import { carrierConfigurationSchema, carrierVersionParameters } from "./carrier-schemas.ts";

const carrierVersionSchema = z
  .object({ ...versionShape, configuration: carrierConfigurationSchema })
  .openapi("CarrierVersion");

export const getCarrierVersionOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/admin/v1/carriers/{id}/versions/{version}",
    operationId: "getCarrierVersion",
    tags: ["Carriers"],
    summary: "Get a version of a carrier's configuration",
    description: "Credentials are in none.",
    security: [{ operatorKey: [] }],
    request: { params: carrierVersionParameters },
    responses: {
      200: versionResponse("The version.", carrierVersionSchema),
      ...problemResponses("invalid_request", "unauthenticated", "not_found"),
    },
  }),

  async handle(c) {
    const parameters = readParameters(c, carrierVersionParameters);
    if (!parameters.ok) return problem(c, parameters.error);
    const found = await getCarrierVersion(c.env, parameters.value.id, parameters.value.version);
    if (!found.ok) return problem(c, found.error);
    const { config, ...summary } = found.value;
    const body: z.infer<typeof carrierVersionSchema> = { ...presentVersion(summary), configuration: config };
    return json(200, body, versionTag(summary.version));
  },
};
