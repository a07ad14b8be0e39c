import { createRoute, z } from "@hono/zod-openapi";
import { readResult } from "../../../jobs/read-result.ts";
import { csvResponse } from "../../csv/write-csv.ts";
import { type Operation, keyWith, pathParameter } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { jobParameters } from "./job-schemas.ts";

export const getJobResultOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/v1/jobs/{id}/result",
    operationId: "getJobResult",
    tags: ["Jobs"],
    summary: "Download what a job has made",
    description:
      "Needs scope `jobs:manage`, and `messages:read` for an export or `messages:write` for an import. There is a result once the job has ended, for 7 days.",
    security: keyWith("jobs:manage"),
    request: { params: jobParameters },
    responses: {
      200: {
        description: "Messages of an export, newest first; or what became of each row of an import.",
        content: {
          "text/csv": { schema: z.string().openapi({ example: "line,id,status,to,segments,code,message\r\n" }) },
        },
      },
      ...problemResponses("unauthenticated", "missing_scope", "not_found"),
    },
  }),

  async handle(c) {
    const download = await readResult(c.env, c.get("key"), pathParameter(c, "id"));
    return download.ok ? csvResponse(download.value.fileName, download.value.pages) : problem(c, download.error);
  },
};
