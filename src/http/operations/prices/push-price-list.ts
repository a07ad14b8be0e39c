import { createRoute } from "@hono/zod-openapi";
import { pushLatestPrices } from "../../../money/push-latest-prices.ts";
import { authorHeaders, readAuthor } from "../../author.ts";
import type { Operation } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { readParameters } from "../../read-parameters.ts";
import { json } from "../../respond.ts";
import { priceListParameters, pushedSchema } from "./price-schemas.ts";

export const pushPriceList: Operation = {
  audit: "prices.pushed",
  route: createRoute({
    method: "post",
    path: "/admin/v1/prices/{id}/push",
    operationId: "pushPriceList",
    tags: ["Prices"],
    summary: "Give the latest prices to the accounts once more",
    description: "For accounts that could not be reached when the list was stored. Doing it again changes nothing.",
    security: [{ operatorKey: [] }],
    request: { params: priceListParameters, headers: authorHeaders },
    responses: {
      200: { description: "Who has them.", content: { "application/json": { schema: pushedSchema } } },
      ...problemResponses("invalid_request", "unauthenticated", "not_found"),
    },
  }),

  async handle(c) {
    const parameters = readParameters(c, priceListParameters);
    if (!parameters.ok) return problem(c, parameters.error);
    const author = readAuthor(c);
    if (!author.ok) return problem(c, author.error);
    const pushed = await pushLatestPrices(c.env, parameters.value.id, author.value);
    return pushed.ok ? json(200, pushed.value) : problem(c, pushed.error);
  },
};
