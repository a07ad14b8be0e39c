import { createRoute, z } from "@hono/zod-openapi";
import { startImport } from "../../../jobs/start-import.ts";
import { readTable } from "../../csv/read-table.ts";
import { idempotencyHeaders, readIdempotencyKey } from "../../idempotency-key.ts";
import { type Operation, keyWith } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { json } from "../../respond.ts";
import { messageTable, toMessages } from "../messages/import-messages.ts";
import { jobSchema, presentJob } from "./job-schemas.ts";

export const startImportOperation: Operation = {
  route: createRoute({
    method: "post",
    path: "/v1/messages/imports",
    operationId: "startMessageImport",
    tags: ["Jobs"],
    summary: "Upload a file of messages, to be sent in the background",
    description:
      "Needs scope `jobs:manage`, and `messages:write`. The file is that of `POST /v1/messages/import`, and nothing is sent before all of it has come. The answer is a job, which goes at the account's rate and survives whatever happens here; its result says what became of each row. The same file again under the same Idempotency-Key is the same job.",
    security: keyWith("jobs:manage"),
    request: {
      headers: idempotencyHeaders,
      body: {
        required: true,
        content: {
          "text/csv": {
            schema: z.string().openapi({ example: "to,from,text\n+573001234567,Elibom,Your table is ready\n" }),
          },
        },
      },
    },
    responses: {
      202: { description: "Under way.", content: { "application/json": { schema: jobSchema } } },
      ...problemResponses(
        "invalid_request",
        "unsupported_media_type",
        "body_too_large",
        "body_timeout",
        "unauthenticated",
        "missing_scope",
        "limit_reached",
        "idempotency_key_reused",
      ),
    },
  }),

  async handle(c) {
    const idempotencyKey = readIdempotencyKey(c);
    if (!idempotencyKey.ok) return problem(c, idempotencyKey.error);
    const table = await readTable(c, messageTable);
    if (!table.ok) return problem(c, table.error);
    const job = await startImport(c.env, c.get("key"), {
      rows: toMessages(table.value),
      claimKey: idempotencyKey.value === null ? null : `import ${idempotencyKey.value}`,
      nowMs: Date.now(),
    });
    if (!job.ok) return problem(c, job.error);
    return json(202, presentJob(job.value), { location: `/v1/jobs/${job.value.id}` });
  },
};
