import { createRoute } from "@hono/zod-openapi";
import { getNumber } from "../../../inbound/read-numbers.ts";
import { getOwnNumber } from "../../../inbound/own-numbers.ts";
import { type Operation, keyWith, pathParameter } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { json } from "../../respond.ts";
import { versionResponse, versionTag } from "../../version-tag.ts";
import {
  managedNumberSchema,
  numberParameters,
  ownNumberSchema,
  presentManagedNumber,
  presentOwnNumber,
} from "./number-schemas.ts";

export const getNumberOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/admin/v1/numbers/{number}",
    operationId: "getNumber",
    tags: ["Numbers"],
    summary: "Get a number with its keywords",
    description: "The account `accountId` gets the texts that none of `keywords` is for.",
    security: [{ operatorKey: [] }],
    request: { params: numberParameters },
    responses: {
      200: { description: "The number.", content: { "application/json": { schema: managedNumberSchema } } },
      ...problemResponses("unauthenticated", "not_found"),
    },
  }),

  async handle(c) {
    const found = await getNumber(c.env, pathParameter(c, "number"));
    if (!found.ok) return problem(c, found.error);
    return json(200, presentManagedNumber(found.value.number, found.value.keywords));
  },
};

export const getOwnNumberOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/v1/numbers/{number}",
    operationId: "getOwnNumber",
    tags: ["Inbound"],
    summary: "Get one of your numbers, and how it answers",
    description: "Needs scope `inbound:read`.",
    security: keyWith("inbound:read"),
    request: { params: numberParameters },
    responses: {
      200: versionResponse("The number.", ownNumberSchema),
      ...problemResponses("unauthenticated", "missing_scope", "not_found"),
    },
  }),

  async handle(c) {
    const found = await getOwnNumber(c.env, c.get("key"), pathParameter(c, "number"));
    if (!found.ok) return problem(c, found.error);
    return json(200, presentOwnNumber(found.value), versionTag(found.value.version));
  },
};
