import { createRoute } from "@hono/zod-openapi";
import { deleteKeyword, putKeyword } from "../../../inbound/assign-keyword.ts";
import type { AppContext } from "../../app-env.ts";
import { readOperator } from "../../actors.ts";
import { authorHeaders } from "../../author.ts";
import { type Operation, pathParameter } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { readJson } from "../../read-json.ts";
import { json } from "../../respond.ts";
import { keywordAssignmentSchema, keywordInputSchema, keywordParameters } from "./number-schemas.ts";

const path = "/admin/v1/numbers/{number}/keywords/{keyword}";

export const putKeywordOperation: Operation = {
  audit: "keyword.assigned",
  route: createRoute({
    method: "put",
    path,
    operationId: "putKeyword",
    tags: ["Numbers"],
    summary: "Give the texts that begin with a keyword to an account",
    description: "Counts for texts that come from then on; the longest keyword counts. A number has up to 1,000.",
    security: [{ operatorKey: [] }],
    request: {
      params: keywordParameters,
      headers: authorHeaders,
      body: { required: true, content: { "application/json": { schema: keywordInputSchema } } },
    },
    responses: {
      200: { description: "Assigned.", content: { "application/json": { schema: keywordAssignmentSchema } } },
      ...problemResponses(...bodyErrors, "unauthenticated", "not_found", "limit_reached"),
    },
  }),

  async handle(c) {
    const operator = readOperator(c);
    if (!operator.ok) return problem(c, operator.error);
    const body = await readJson(c, keywordInputSchema);
    if (!body.ok) return problem(c, body.error);
    const keyword = await putKeyword(c.env, operator.value, placeIn(c), body.value.value.accountId);
    return keyword.ok ? json(200, keyword.value) : problem(c, keyword.error);
  },
};

export const deleteKeywordOperation: Operation = {
  audit: "keyword.deleted",
  route: createRoute({
    method: "delete",
    path,
    operationId: "deleteKeyword",
    tags: ["Numbers"],
    summary: "Take a keyword back",
    description: "Texts that begin with it go to the number's account from then on, or to a shorter keyword's.",
    security: [{ operatorKey: [] }],
    request: { params: keywordParameters, headers: authorHeaders },
    responses: {
      204: { description: "Deleted." },
      ...problemResponses("invalid_request", "unauthenticated", "not_found"),
    },
  }),

  async handle(c) {
    const operator = readOperator(c);
    if (!operator.ok) return problem(c, operator.error);
    const deleted = await deleteKeyword(c.env, operator.value, placeIn(c));
    return deleted.ok ? new Response(null, { status: 204 }) : problem(c, deleted.error);
  },
};

function placeIn(c: AppContext): { number: string; keyword: string } {
  return { number: pathParameter(c, "number"), keyword: pathParameter(c, "keyword") };
}
