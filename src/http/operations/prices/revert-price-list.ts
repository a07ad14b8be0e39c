import { createRoute, z } from "@hono/zod-openapi";
import { revertPriceList } from "../../../money/save-price-list.ts";
import { authorHeaders, readAuthor } from "../../author.ts";
import { type Operation, pathParameter } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { readJson } from "../../read-json.ts";
import { json } from "../../respond.ts";
import { validate } from "../../validate.ts";
import { readExpectedVersion, versionHeaders, versionResponseHeaders, versionTag } from "../../version-tag.ts";
import { noteSchema } from "../routes/route-schemas.ts";
import { presentPriceList, priceListParameters, savedPriceListSchema } from "./price-schemas.ts";

const inputSchema = z
  .strictObject({ version: z.number().int().min(1).openapi({ example: 2 }), note: noteSchema.optional() })
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
      headers: authorHeaders.extend(versionHeaders.shape),
      body: { required: true, content: { "application/json": { schema: inputSchema } } },
    },
    responses: {
      200: {
        description: "The new version.",
        headers: versionResponseHeaders,
        content: { "application/json": { schema: savedPriceListSchema } },
      },
      ...problemResponses(...bodyErrors, "unauthenticated", "not_found", "version_conflict", "currency_conflict"),
    },
  }),

  async handle(c) {
    const parameters = validate(priceListParameters, { id: pathParameter(c, "id") });
    if (!parameters.ok) return problem(c, parameters.error);
    const author = readAuthor(c);
    if (!author.ok) return problem(c, author.error);
    const expected = readExpectedVersion(c);
    if (!expected.ok) return problem(c, expected.error);
    const body = await readJson(c, inputSchema);
    if (!body.ok) return problem(c, body.error);
    const { version, note = null } = body.value.value;
    const saved = await revertPriceList(c.env, parameters.value.id, version, {
      author: author.value,
      note,
      expectedVersion: expected.value,
      nowMs: Date.now(),
    });
    if (!saved.ok) return problem(c, saved.error);
    const { pushed, ...list } = saved.value;
    return json(200, { ...presentPriceList(list), pushed }, versionTag(list.version));
  },
};
