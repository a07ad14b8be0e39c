import { createRoute, z } from "@hono/zod-openapi";
import { parseOperatorRows, parseOperatorsCsv } from "../../../configuration/parse-operators.ts";
import { saveOperators } from "../../../configuration/save-operators.ts";
import { tryOperators } from "../../../configuration/try-operators.ts";
import { type Result, ok } from "../../../errors.ts";
import { failFields } from "../../../field-errors.ts";
import { pushOperatorPrices } from "../../../money/push-latest-prices.ts";
import type { OperatorPrefix } from "../../../routing/operators.ts";
import type { AppContext } from "../../app-env.ts";
import type { Operation } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { readJson, readText } from "../../read-json.ts";
import { readQuery } from "../../read-query.ts";
import { json } from "../../respond.ts";
import { versionResponse, versionTag } from "../../version-tag.ts";
import { changeHeaders, readChange } from "../versions/read-change.ts";
import { dryRunQuery, noteSchema } from "../versions/version-schemas.ts";
import {
  operatorsTrialSchema,
  operatorsVersionSchema,
  presentOperatorsVersion,
  rangeSchema,
  tableLimit,
} from "./operator-schemas.ts";

const querySchema = dryRunQuery.extend({ note: noteSchema.optional() });
const inputSchema = z
  .strictObject({ ranges: z.array(rangeSchema), note: noteSchema.optional() })
  .openapi("NewOperators");
const csvSchema = z.string().openapi({ example: "prefix,operator\n57300,732-101\n57301,732-101\n" });

export const putOperators: Operation = {
  audit: "operators.saved",
  route: createRoute({
    method: "put",
    path: "/admin/v1/operators",
    operationId: "putOperators",
    tags: ["Operators"],
    summary: "Store the next version of the number ranges of operators",
    description:
      "All ranges there are to be, 100,000 and 4 MB at most, as CSV (`text/csv`) or JSON. What is wrong is told by line. Texts accepted 10 s from now go by them.",
    security: [{ operatorKey: [] }],
    request: {
      headers: changeHeaders,
      query: querySchema,
      body: {
        required: true,
        content: { "application/json": { schema: inputSchema }, "text/csv": { schema: csvSchema } },
      },
    },
    responses: {
      200: versionResponse(
        "Stored, or with `dryRun` what would become of texts.",
        z.union([operatorsTrialSchema, operatorsVersionSchema]),
      ),
      ...problemResponses(...bodyErrors, "unauthenticated", "version_conflict"),
    },
  }),

  async handle(c) {
    const query = readQuery(c, querySchema);
    if (!query.ok) return problem(c, query.error);
    const asked = readChange(c);
    if (!asked.ok) return problem(c, asked.error);
    const table = await readTable(c);
    if (!table.ok) return problem(c, table.error);
    const { ranges, note = query.value.note ?? null } = table.value;
    const change = { ...asked.value, note, nowMs: Date.now() };
    if (query.value.dryRun === "true") {
      const trial = await tryOperators(c.env, ranges, change);
      if (!trial.ok) return problem(c, trial.error);
      const answer = { dryRun: true, ...trial.value } satisfies z.infer<typeof operatorsTrialSchema>;
      return json(200, answer, versionTag(trial.value.version));
    }
    const saved = await saveOperators(c.env, ranges, change);
    if (!saved.ok) return problem(c, saved.error);
    await pushOperatorPrices(c.env);
    return json(200, presentOperatorsVersion(saved.value), versionTag(saved.value.version));
  },
};

async function readTable(c: AppContext): Promise<Result<{ ranges: OperatorPrefix[]; note?: string | undefined }>> {
  if (/^text\/csv\b/i.test(c.req.raw.headers.get("content-type") ?? "")) {
    const text = await readText(c, tableLimit);
    if (!text.ok) return text;
    const parsed = parseOperatorsCsv(text.value);
    return parsed.ok ? ok({ ranges: parsed.ranges }) : failFields(parsed.errors);
  }
  const body = await readJson(c, inputSchema, tableLimit);
  if (!body.ok) return body;
  const parsed = parseOperatorRows(body.value.value.ranges);
  return parsed.ok ? ok({ ranges: parsed.ranges, note: body.value.value.note }) : failFields(parsed.errors);
}
