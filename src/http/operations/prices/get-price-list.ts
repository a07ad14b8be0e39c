import { createRoute, type z } from "@hono/zod-openapi";
import { getPriceList } from "../../../money/get-price-list.ts";
import type { AppContext } from "../../app-env.ts";
import type { Operation } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { readParameters } from "../../read-parameters.ts";
import { json } from "../../respond.ts";
import { versionResponse, versionTag } from "../../version-tag.ts";
import {
  presentPriceList,
  priceListAnswerSchema,
  priceListParameters,
  priceListVersionParameters,
} from "./price-schemas.ts";

const ok = versionResponse("The list.", priceListAnswerSchema);

export const getPriceListOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/admin/v1/prices/{id}",
    operationId: "getPriceList",
    tags: ["Prices"],
    summary: "Get a price list",
    description: "The version in force.",
    security: [{ operatorKey: [] }],
    request: { params: priceListParameters },
    responses: { 200: ok, ...problemResponses("invalid_request", "unauthenticated", "not_found") },
  }),
  handle: (c) => answerPriceList(c, priceListParameters),
};

export const getPriceListVersionOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/admin/v1/prices/{id}/versions/{version}",
    operationId: "getPriceListVersion",
    tags: ["Prices"],
    summary: "Get a version of a price list",
    description: "The list as it was in this version.",
    security: [{ operatorKey: [] }],
    request: { params: priceListVersionParameters },
    responses: { 200: ok, ...problemResponses("invalid_request", "unauthenticated", "not_found") },
  }),
  handle: (c) => answerPriceList(c, priceListVersionParameters),
};

async function answerPriceList(
  c: AppContext,
  schema: z.ZodType<{ id: string; version?: number | undefined }>,
): Promise<Response> {
  const parameters = readParameters(c, schema);
  if (!parameters.ok) return problem(c, parameters.error);
  const list = await getPriceList(c.env, parameters.value.id, parameters.value.version);
  if (!list.ok) return problem(c, list.error);
  return json(200, presentPriceList(list.value), versionTag(list.value.version));
}
