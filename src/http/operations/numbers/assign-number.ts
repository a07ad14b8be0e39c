import { createRoute } from "@hono/zod-openapi";
import { deleteNumber, putNumber } from "../../../inbound/assign-number.ts";
import { readOperator } from "../../actors.ts";
import { authorHeaders } from "../../author.ts";
import { type Operation, pathParameter } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { readJson } from "../../read-json.ts";
import { json } from "../../respond.ts";
import { listedNumberSchema, numberInputSchema, numberParameters, presentListedNumber } from "./number-schemas.ts";

export const putNumberOperation: Operation = {
  audit: "number.assigned",
  route: createRoute({
    method: "put",
    path: "/admin/v1/numbers/{number}",
    operationId: "putNumber",
    tags: ["Numbers"],
    summary: "Say whose a number is",
    description: "Counts for texts that come from then on. Its keywords stay as they are.",
    security: [{ operatorKey: [] }],
    request: {
      params: numberParameters,
      headers: authorHeaders,
      body: { required: true, content: { "application/json": { schema: numberInputSchema } } },
    },
    responses: {
      200: { description: "Assigned.", content: { "application/json": { schema: listedNumberSchema } } },
      ...problemResponses(...bodyErrors, "unauthenticated"),
    },
  }),

  async handle(c) {
    const operator = readOperator(c);
    if (!operator.ok) return problem(c, operator.error);
    const body = await readJson(c, numberInputSchema);
    if (!body.ok) return problem(c, body.error);
    const number = await putNumber(c.env, operator.value, pathParameter(c, "number"), body.value.value);
    return number.ok ? json(200, presentListedNumber(number.value)) : problem(c, number.error);
  },
};

export const deleteNumberOperation: Operation = {
  audit: "number.deleted",
  route: createRoute({
    method: "delete",
    path: "/admin/v1/numbers/{number}",
    operationId: "deleteNumber",
    tags: ["Numbers"],
    summary: "Delete a number with its keywords",
    description: "Texts to it are nobody's from then on; those that have come stay whose they are.",
    security: [{ operatorKey: [] }],
    request: { params: numberParameters, headers: authorHeaders },
    responses: {
      204: { description: "Deleted." },
      ...problemResponses("invalid_request", "unauthenticated", "not_found"),
    },
  }),

  async handle(c) {
    const operator = readOperator(c);
    if (!operator.ok) return problem(c, operator.error);
    const deleted = await deleteNumber(c.env, operator.value, pathParameter(c, "number"));
    return deleted.ok ? new Response(null, { status: 204 }) : problem(c, deleted.error);
  },
};
