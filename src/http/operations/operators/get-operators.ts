import { createRoute } from "@hono/zod-openapi";
import type { Operation } from "../../operation.ts";
import { problemResponses } from "../../problem.ts";
import { versionResponseHeaders } from "../../version-tag.ts";
import { answerOperators, operatorsContent } from "./answer-operators.ts";

export const getOperatorsOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/admin/v1/operators",
    operationId: "getOperators",
    tags: ["Operators"],
    summary: "Get the number ranges of operators",
    description: "The latest version, which is active from `activeFrom` on. `Accept: text/csv` gets the table alone.",
    security: [{ operatorKey: [] }],
    responses: {
      200: { description: "The table.", headers: versionResponseHeaders, content: operatorsContent },
      ...problemResponses("unauthenticated", "not_found"),
    },
  }),

  handle: (c) => answerOperators(c),
};
