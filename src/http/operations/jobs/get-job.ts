import { createRoute } from "@hono/zod-openapi";
import { getJob } from "../../../jobs/read-jobs.ts";
import { type Operation, keyWith, pathParameter } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { json } from "../../respond.ts";
import { jobParameters, jobSchema, presentJob } from "./job-schemas.ts";

export const getJobOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/v1/jobs/{id}",
    operationId: "getJob",
    tags: ["Jobs"],
    summary: "Get a job, and how far it is",
    description: "Needs scope `jobs:manage`. Who watches the account live is told as it goes.",
    security: keyWith("jobs:manage"),
    request: { params: jobParameters },
    responses: {
      200: { description: "The job.", content: { "application/json": { schema: jobSchema } } },
      ...problemResponses("unauthenticated", "missing_scope", "not_found"),
    },
  }),

  async handle(c) {
    const job = await getJob(c.env, c.get("key"), pathParameter(c, "id"));
    return job.ok ? json(200, presentJob(job.value)) : problem(c, job.error);
  },
};
