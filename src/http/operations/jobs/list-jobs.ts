import { createRoute } from "@hono/zod-openapi";
import { isJobId, listJobs } from "../../../jobs/read-jobs.ts";
import { type Operation, keyWith } from "../../operation.ts";
import { pageSchema, presentPage } from "../../pagination.ts";
import { problem, problemResponses } from "../../problem.ts";
import { pageQuerySchema, readPage } from "../../read-page.ts";
import { json } from "../../respond.ts";
import { jobSchema, presentJob } from "./job-schemas.ts";

export const listJobsOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/v1/jobs",
    operationId: "listJobs",
    tags: ["Jobs"],
    summary: "List jobs, newest first",
    description: "Needs scope `jobs:manage`. Exports, imports and replays of time ranges, for 30 days after their end.",
    security: keyWith("jobs:manage"),
    request: { query: pageQuerySchema },
    responses: {
      200: { description: "A page.", content: { "application/json": { schema: pageSchema(jobSchema) } } },
      ...problemResponses("invalid_request", "invalid_cursor", "unauthenticated", "missing_scope"),
    },
  }),

  async handle(c) {
    const asked = readPage(c, isJobId);
    if (!asked.ok) return problem(c, asked.error);
    const { after = null, limit } = asked.value;
    const jobs = await listJobs(c.env, c.get("key"), { afterId: after, limit });
    return jobs.ok ? json(200, presentPage(jobs.value, presentJob)) : problem(c, jobs.error);
  },
};
