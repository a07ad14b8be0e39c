import { createRoute } from "@hono/zod-openapi";
import { cancelJob } from "../../../jobs/read-jobs.ts";
import { type Operation, keyWith, pathParameter } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { json } from "../../respond.ts";
import { jobParameters, jobSchema, presentJob } from "./job-schemas.ts";

export const cancelJobOperation: Operation = {
  route: createRoute({
    method: "post",
    path: "/v1/jobs/{id}/cancel",
    operationId: "cancelJob",
    tags: ["Jobs"],
    summary: "End a job where it is",
    description: "Needs scope `jobs:manage`. What was done stays done. A job that has ended stays as it is.",
    security: keyWith("jobs:manage"),
    request: { params: jobParameters },
    responses: {
      200: { description: "The job.", content: { "application/json": { schema: jobSchema } } },
      ...problemResponses("unauthenticated", "missing_scope", "not_found"),
    },
  }),

  async handle(c) {
    const job = await cancelJob(c.env, c.get("key"), pathParameter(c, "id"));
    return job.ok ? json(200, presentJob(job.value)) : problem(c, job.error);
  },
};
