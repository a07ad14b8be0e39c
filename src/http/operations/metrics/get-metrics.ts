import { createRoute, z } from "@hono/zod-openapi";
import { prometheusContentType } from "../../../metrics/prometheus-text.ts";
import { renderMetrics } from "../../../metrics/render-metrics.ts";
import { trafficLabels } from "../../../metrics/traffic.ts";
import type { Operation } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { readQuery } from "../../read-query.ts";

const querySchema = z.strictObject({
  labels: z
    .string()
    .max(100)
    .default(trafficLabels.join(","))
    .transform((text) => (text === "" ? [] : text.split(",")))
    .pipe(
      z
        .array(z.enum(trafficLabels))
        .refine((chosen) => new Set(chosen).size === chosen.length, "This names one twice."),
    )
    .openapi({
      type: "string",
      description: `What counters tell apart, with commas between: ${trafficLabels.join(", ")}; all of them where it is left out.`,
      example: "carrier,status",
    }),
});

const exampleText = `# HELP heliograph_messages_total Messages that came to a status; MO are received.
# TYPE heliograph_messages_total counter
heliograph_messages_total{account="acc_01JD3Q8Z6V4K0X9M2T7R5WANBC",carrier="default",country="CO",status="delivered"} 1200
`;

export const getMetrics: Operation = {
  route: createRoute({
    method: "get",
    path: "/metrics",
    operationId: "getMetrics",
    tags: ["Service"],
    summary: "Tell Prometheus what was counted",
    description:
      "For operators. The text format 0.0.4. Counters are those of the read model, exact whatever is delivered twice; they begin with the version that counts.",
    security: [{ operatorKey: [] }],
    request: { query: querySchema },
    responses: {
      200: {
        description: "The metrics.",
        content: { [prometheusContentType]: { schema: z.string().openapi({ example: exampleText }) } },
      },
      ...problemResponses("invalid_request", "unauthenticated"),
    },
  }),

  async handle(c) {
    const query = readQuery(c, querySchema);
    if (!query.ok) return problem(c, query.error);
    const text = await renderMetrics(c.env, query.value.labels);
    if (!text.ok) return problem(c, text.error);
    return new Response(text.value, { headers: { "content-type": prometheusContentType } });
  },
};
