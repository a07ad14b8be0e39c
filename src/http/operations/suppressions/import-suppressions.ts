import { createRoute, z } from "@hono/zod-openapi";
import { importSuppressions } from "../../../suppressions/import-suppressions.ts";
import { readTable } from "../../csv/read-table.ts";
import { jsonLinesResponse } from "../../csv/json-lines.ts";
import { type Operation, keyWith } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";

const shape = {
  columns: ["recipient", "sender", "reason"],
  required: ["recipient"],
  bytes: 8 * 1024 * 1024,
  rows: 100_000,
} as const;

export const importSuppressionsOperation: Operation = {
  audit: "suppressions.imported",
  route: createRoute({
    method: "post",
    path: "/v1/suppressions/import",
    operationId: "importSuppressions",
    tags: ["Suppressions"],
    summary: "Import recipients that get nothing, as CSV",
    description:
      "Needs scope `suppressions:manage`. The first line names the columns: `recipient`, and where wanted `sender` and `reason`. Up to 100,000 rows and 8 MB; rows are added as they come. The answer is a line of JSON for each row and a last one with `summary`, whose `error` says why the rest was not read. To import a file again changes nothing.",
    security: keyWith("suppressions:manage"),
    request: {
      body: {
        required: true,
        content: {
          "text/csv": {
            schema: z.string().openapi({ example: "recipient,sender,reason\n+573001234567,Elibom,complaint\n" }),
          },
        },
      },
    },
    responses: {
      200: {
        description: "What became of each row.",
        content: {
          "application/x-ndjson": {
            schema: z.string().openapi({
              example: '{"line":2,"result":"added"}\n{"summary":{"added":1,"existing":0,"refused":0}}\n',
            }),
          },
        },
      },
      ...problemResponses(
        "invalid_request",
        "unsupported_media_type",
        "body_too_large",
        "body_timeout",
        "unauthenticated",
        "missing_scope",
      ),
    },
  }),

  async handle(c) {
    const table = await readTable(c, shape);
    if (!table.ok) return problem(c, table.error);
    const results = await importSuppressions(c.env, c.get("key"), table.value);
    if (!results.ok) return problem(c, results.error);
    return jsonLinesResponse(results.value);
  },
};
