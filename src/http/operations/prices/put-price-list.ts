import { createRoute, z } from "@hono/zod-openapi";
import { savePriceList } from "../../../money/save-price-list.ts";
import { tryPriceList } from "../../../money/try-price-list.ts";
import type { Operation } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { readJson } from "../../read-json.ts";
import { readParameters } from "../../read-parameters.ts";
import { readQuery } from "../../read-query.ts";
import { json } from "../../respond.ts";
import { versionResponse, versionTag } from "../../version-tag.ts";
import { changeHeaders, readChange } from "../versions/read-change.ts";
import { dryRunQuery } from "../versions/version-schemas.ts";
import {
  presentPriceList,
  priceListInputSchema,
  priceListLimit,
  priceListParameters,
  pricesTrialSchema,
  savedPriceListSchema,
} from "./price-schemas.ts";

export const putPriceList: Operation = {
  audit: "prices.changed",
  route: createRoute({
    method: "put",
    path: "/admin/v1/prices/{id}",
    operationId: "putPriceList",
    tags: ["Prices"],
    summary: "Store the next version of a price list",
    description:
      "All rows there are to be, 20,000 and 2 MB at most. An operator's row comes before a prefix, the longest prefix before a country. Messages that are accepted from now on have the new prices; a list keeps its currency.",
    security: [{ operatorKey: [] }],
    request: {
      params: priceListParameters,
      headers: changeHeaders,
      query: dryRunQuery,
      body: { required: true, content: { "application/json": { schema: priceListInputSchema } } },
    },
    responses: {
      200: versionResponse(
        "Stored, or with `dryRun` what the last hour's messages would have cost.",
        z.union([pricesTrialSchema, savedPriceListSchema]),
      ),
      ...problemResponses(...bodyErrors, "unauthenticated", "version_conflict", "currency_conflict"),
    },
  }),

  async handle(c) {
    const parameters = readParameters(c, priceListParameters);
    if (!parameters.ok) return problem(c, parameters.error);
    const query = readQuery(c, dryRunQuery);
    if (!query.ok) return problem(c, query.error);
    const asked = readChange(c);
    if (!asked.ok) return problem(c, asked.error);
    const body = await readJson(c, priceListInputSchema, priceListLimit);
    if (!body.ok) return problem(c, body.error);
    const { note = null, ...list } = body.value.value;
    const { id } = parameters.value;
    const change = { ...asked.value, note, nowMs: Date.now() };
    if (query.value.dryRun === "true") {
      const trial = await tryPriceList(c.env, id, list, change);
      if (!trial.ok) return problem(c, trial.error);
      const answer = { dryRun: true, ...trial.value } satisfies z.infer<typeof pricesTrialSchema>;
      return json(200, answer, versionTag(trial.value.version));
    }
    const saved = await savePriceList(c.env, id, list, change);
    if (!saved.ok) return problem(c, saved.error);
    const { pushed, ...version } = saved.value;
    return json(200, { ...presentPriceList(version), pushed }, versionTag(version.version));
  },
};
