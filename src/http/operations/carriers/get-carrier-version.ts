import { createRoute, z } from "@hono/zod-openapi";
import { getCarrierVersion } from "../../../carriers/get-carrier-version.ts";
import { type Operation, pathParameter } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { json } from "../../respond.ts";
import { validate } from "../../validate.ts";
import { versionResponseHeaders, versionTag } from "../../version-tag.ts";
import { versionNumberSchema } from "../routes/route-schemas.ts";
import { carrierConfigurationSchema, carrierParameters } from "./carrier-schemas.ts";
import { carrierVersionShape, presentVersion } from "./edit-schemas.ts";

const parametersSchema = carrierParameters.extend({ version: versionNumberSchema });

const carrierVersionSchema = z
  .object({ ...carrierVersionShape, configuration: carrierConfigurationSchema })
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
    request: { params: parametersSchema },
    responses: {
      200: {
        description: "The version.",
        headers: versionResponseHeaders,
        content: { "application/json": { schema: carrierVersionSchema } },
      },
      ...problemResponses("invalid_request", "unauthenticated", "not_found"),
    },
  }),

  async handle(c) {
    const parameters = validate(parametersSchema, {
      id: pathParameter(c, "id"),
      version: pathParameter(c, "version"),
    });
    if (!parameters.ok) return problem(c, parameters.error);
    const found = await getCarrierVersion(c.env, parameters.value.id, parameters.value.version);
    if (!found.ok) return problem(c, found.error);
    const { config, ...summary } = found.value;
    const body: z.infer<typeof carrierVersionSchema> = { ...presentVersion(summary), configuration: config };
    return json(200, body, versionTag(summary.version));
  },
};
