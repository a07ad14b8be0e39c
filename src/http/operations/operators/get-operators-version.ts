import { createRoute } from "@hono/zod-openapi";
import type { Operation } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { readParameters } from "../../read-parameters.ts";
import { versionResponseHeaders } from "../../version-tag.ts";
import { versionParameters } from "../versions/version-schemas.ts";
import { answerOperators, operatorsContent } from "./answer-operators.ts";

export const getOperatorsVersionOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/admin/v1/operators/versions/{version}",
    operationId: "getOperatorsVersion",
    tags: ["Operators"],
    summary: "Get a version of the number ranges",
    description: "The ranges as they were in this version, as JSON or CSV.",
    security: [{ operatorKey: [] }],
    request: { params: versionParameters },
    responses: {
      200: { description: "The version.", headers: versionResponseHeaders, content: operatorsContent },
      ...problemResponses("invalid_request", "unauthenticated", "not_found"),
    },
  }),

  async handle(c) {
    const parameters = readParameters(c, versionParameters);
    return parameters.ok ? answerOperators(c, parameters.value.version) : problem(c, parameters.error);
  },
};
