import { z } from "@hono/zod-openapi";
import { type Job, hasEnded, jobKinds, jobStatuses } from "../../../jobs/job.ts";
import { isoTime } from "../../respond.ts";
import { timeSchema } from "../messages/message-schemas.ts";

const exampleJobId = "job_01JD3Q8Z6V4K0X9M2T7R5WANBC";

export const jobParameters = z.object({
  id: z.string().openapi({ description: "Of a job, or of a replay of a time range.", example: exampleJobId }),
});

const count = z.number().int();

export const jobSchema = z
  .object({
    id: z.string().openapi({ example: exampleJobId }),
    kind: z.enum(jobKinds).openapi({ example: "message_export" }),
    status: z.enum(jobStatuses).openapi({ description: "done, failed and canceled are final.", example: "running" }),
    done: count.openapi({ description: "Rows, or events of a replay, that have been seen to.", example: 20_000 }),
    total: count.nullable().openapi({ description: "Null while it is not known." }),
    errors: count.openapi({ description: "Of `done`, those that came to nothing.", example: 0 }),
    error: z
      .object({
        code: z.string().openapi({ description: "As errors of the API have it.", example: "backlog_full" }),
        message: z.string().openapi({ description: "The same in a sentence." }),
      })
      .nullable()
      .openapi({ description: "Why it failed. What was done until then stays done." }),
    request: z
      .record(z.string(), z.string())
      .openapi({ description: "What was asked for.", example: { status: "delivered" } }),
    createdAt: timeSchema,
    createdBy: z.string().openapi({ description: "The key or the person that started it." }),
    updatedAt: timeSchema,
    endedAt: timeSchema.nullable(),
    result: z
      .object({
        url: z.string().openapi({ example: `/v1/jobs/${exampleJobId}/result` }),
        bytes: count.openapi({ description: "Size of the file.", example: 1_048_576 }),
        rows: count.openapi({ description: "Lines of it, its header not counted.", example: 20_000 }),
        expiresAt: timeSchema,
      })
      .nullable()
      .openapi({ description: "Once it has ended: what can be downloaded, for 7 days." }),
  })
  .openapi("Job");

export function presentJob(job: Job): z.infer<typeof jobSchema> {
  const { createdAtMs, updatedAtMs, endedAtMs, result, ...rest } = job;
  return {
    ...rest,
    createdAt: isoTime(createdAtMs),
    updatedAt: isoTime(updatedAtMs),
    endedAt: endedAtMs === null ? null : isoTime(endedAtMs),
    result:
      result === null || !hasEnded(job.status)
        ? null
        : {
            url: `/v1/jobs/${job.id}/result`,
            bytes: result.bytes,
            rows: result.rows,
            expiresAt: isoTime(result.expiresAtMs),
          },
  };
}
