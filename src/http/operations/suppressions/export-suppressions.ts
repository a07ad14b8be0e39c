import { createRoute, z } from "@hono/zod-openapi";
import { exportSuppressions } from "../../../suppressions/list-suppressions.ts";
import type { Suppression } from "../../../suppressions/suppression.ts";
import { csvLine, csvResponse } from "../../csv/write-csv.ts";
import { type Operation, keyWith } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { isoTime } from "../../respond.ts";

const columns = ["recipient", "sender", "reason", "source", "createdAt"] as const;

export const exportSuppressionsOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/v1/suppressions/export",
    operationId: "exportSuppressions",
    tags: ["Suppressions"],
    summary: "Export recipients that get nothing, as CSV",
    description: "Needs scope `suppressions:manage`. An empty `sender` is all of the account's.",
    security: keyWith("suppressions:manage"),
    responses: {
      200: {
        description: "All of them, by number.",
        content: {
          "text/csv": {
            schema: z.string().openapi({
              example:
                "recipient,sender,reason,source,createdAt\r\n+573001234567,,opted_out,inbound,2026-11-21T10:00:00.123Z\r\n",
            }),
          },
        },
      },
      ...problemResponses("unauthenticated", "missing_scope"),
    },
  }),

  async handle(c) {
    const pages = await exportSuppressions(c.env, c.get("key"));
    if (!pages.ok) return problem(c, pages.error);
    return csvResponse("suppressions.csv", csvOf(pages.value));
  },
};

async function* csvOf(pages: AsyncGenerator<Suppression[]>): AsyncGenerator<string> {
  yield csvLine(columns);
  for await (const page of pages) {
    if (page.length > 0) yield page.map(lineOf).join("");
  }
}

function lineOf({ recipient, sender, reason, source, createdAtMs }: Suppression): string {
  return csvLine([recipient, sender, reason, source, isoTime(createdAtMs)]);
}
