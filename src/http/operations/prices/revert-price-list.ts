import { createRoute, z } from "@hono/zod-openapi";
import { revertPriceList } from "../../../money/save-price-list.ts";
import type { Operation } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { readParameters } from "../../read-parameters.ts";
import { json } from "../../respond.ts";
import { versionResponse, versionTag } from "../../version-tag.ts";
import { changeHeaders } from "../versions/read-change.ts";
import { readRevert, revertShape } from "../versions/read-revert.ts";
import { presentPriceList, priceListParameters, savedPriceListSchema } from "./price-schemas.ts";

const inputSchema = z
  .strictObject({ ...revertShape, version: z.number().int().min(1).openapi({ example: 2 }) })
  .openapi("RevertPriceList");

export const revertPriceListOperation: Operation = {
  audit: "prices.changed",
  route: createRoute({
    method: "post",
    path: "/admin/v1/prices/{id}/revert",
    operationId: "revertPriceList",
    tags: ["Prices"],
    summary: "Store an old version of a price list as the next one",
    description: "Saves an old version as a new one; the versions between stay on record.",
    security: [{ operatorKey: [] }],
    request: {
      params: priceListParameters,
      headers: changeHeaders,
      body: { required: true, content: { "application/json": { schema: inputSchema } } },
    },
    responses: {
      200: versionResponse("The new version.", savedPriceListSchema),
      ...problemResponses(...bodyErrors, "unauthenticated", "not_found", "version_conflict", "currency_conflict"),
    },
  }),

  async handle(c) {
    const parameters = readParameters(c, priceListParameters);
    if (!parameters.ok) return problem(c, parameters.error);
    const asked = await readRevert(c, inputSchema);
    if (!asked.ok) return problem(c, asked.error);
    const saved = await revertPriceList(c.env, parameters.value.id, asked.value.version, asked.value.change);
    if (!saved.ok) return problem(c, saved.error);
    const { pushed, ...list } = saved.value;
    return json(200, { ...presentPriceList(list), pushed }, versionTag(list.version));
  },
};
