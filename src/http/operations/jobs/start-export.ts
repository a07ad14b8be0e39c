import { createRoute, z } from "@hono/zod-openapi";
import { startExport } from "../../../jobs/start-export.ts";
import { idempotencyHeaders, readIdempotency } from "../../idempotency-key.ts";
import { type Operation, keyWith } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { readJson } from "../../read-json.ts";
import { json } from "../../respond.ts";
import { statusSchema } from "../messages/message-schemas.ts";
import { jobSchema, presentJob } from "./job-schemas.ts";

const instantSchema = z.iso.datetime({
  offset: true,
  error: "This must be a date and time as in 2026-11-21T10:00:00Z.",
});

const inputSchema = z
  .strictObject({
    status: statusSchema.optional(),
    to: z.string().max(64).optional().openapi({ example: "+573001234567" }),
    from: z.string().max(64).optional().openapi({ example: "Elibom" }),
    createdAfter: instantSchema.optional().openapi({ description: "Created at this moment or later." }),
    createdBefore: instantSchema.optional().openapi({ description: "Created before this moment; now, at the latest." }),
  })
  .openapi("ExportMessages", { example: { status: "delivered", createdAfter: "2026-11-01T00:00:00Z" } });

export const startExportOperation: Operation = {
  audit: "messages.exported",
  route: createRoute({
    method: "post",
    path: "/v1/messages/exports",
    operationId: "exportMessages",
    tags: ["Jobs"],
    summary: "Export messages into a CSV file",
    description:
      "Needs scope `jobs:manage`, and `messages:read`. The filters are those of the list of messages. The answer is a job; its result is the file, newest first.",
    security: keyWith("jobs:manage"),
    request: {
      headers: idempotencyHeaders,
      body: { required: true, content: { "application/json": { schema: inputSchema } } },
    },
    responses: {
      202: { description: "Under way.", content: { "application/json": { schema: jobSchema } } },
      ...problemResponses(
        ...bodyErrors,
        "invalid_recipient",
        "invalid_sender",
        "unauthenticated",
        "missing_scope",
        "limit_reached",
        "idempotency_key_reused",
      ),
    },
  }),

  async handle(c) {
    const body = await readJson(c, inputSchema);
    if (!body.ok) return problem(c, body.error);
    const idempotency = await readIdempotency(c, "messages/exports", body.value.bytes);
    if (!idempotency.ok) return problem(c, idempotency.error);
    const { createdAfter, createdBefore, ...filter } = body.value.value;
    const job = await startExport(c.env, c.get("key"), {
      filter: { ...filter, createdFromMs: timeMsOf(createdAfter), createdBeforeMs: timeMsOf(createdBefore) },
      request: body.value.value as Record<string, string>,
      claim: idempotency.value === undefined ? null : { ...idempotency.value, key: `export ${idempotency.value.key}` },
      nowMs: Date.now(),
    });
    if (!job.ok) return problem(c, job.error);
    return json(202, presentJob(job.value), { location: `/v1/jobs/${job.value.id}` });
  },
};

function timeMsOf(instant: string | undefined): number | undefined {
  return instant === undefined ? undefined : Date.parse(instant);
}
