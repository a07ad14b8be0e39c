import { createRoute, z } from "@hono/zod-openapi";
import { type RoutingExplanation, explainRouting } from "../../../configuration/explain-routing.ts";
import { failFields } from "../../../field-errors.ts";
import { parseAddresses } from "../../../messages/parse-addresses.ts";
import { carrierStates } from "../../../carriers/carrier.ts";
import { failoverTriggers } from "../../../routing/route-table.ts";
import type { Operation } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { readJson } from "../../read-json.ts";
import { json } from "../../respond.ts";
import { laneSchema, timeSchema } from "../messages/message-schemas.ts";

const inputSchema = z
  .strictObject({
    accountId: z.string().max(64).default(""),
    from: z.string().openapi({ example: "Elibom" }),
    to: z.string().openapi({ example: "+573001234567" }),
    text: z.string().max(10_000).default(""),
    lane: laneSchema.default("normal"),
    at: timeSchema.optional().openapi({
      description: "By the version active then. Where it is left out: now, by the latest version.",
    }),
    messageId: z.string().max(64).default("explain").openapi({ description: "What a weighted choice is drawn from." }),
  })
  .openapi("ExplainRoute");

const explanationSchema = z
  .object({
    version: z.number().int().openapi({ description: "The version that was asked, 0 where there is none." }),
    ruleId: z.string().nullable().openapi({ description: "The rule that takes the text." }),
    problem: z.enum(["no_rule"]).nullable().openapi({ description: "Why none does." }),
    carriers: z.array(z.string()).openapi({ description: "The carrier it goes to, then those it fails over to." }),
    failoverOn: z.array(z.enum(failoverTriggers)),
    facts: z.object({ country: z.string().nullable(), operator: z.string().nullable() }),
    rules: z.array(
      z.object({
        ruleId: z.string(),
        priority: z.number().int(),
        verdict: z.enum(["chosen", "outranked", "not_matched", "disabled", "invalid"]),
        matchedPrefix: z.string().optional(),
        unmet: z
          .object({ condition: z.string(), wanted: z.unknown(), actual: z.string().nullable() })
          .optional()
          .openapi({ description: "The first condition that does not hold." }),
        reason: z.string().optional(),
      }),
    ),
    candidates: z.array(
      z.object({
        carrierId: z.string(),
        state: z.enum(carrierStates).nullable().openapi({ description: "What the carrier is up to now." }),
        preferred: z.number().int().openapi({ description: "Place in the rule's own order, from 1." }),
        place: z.number().int().nullable().openapi({ description: "Place among `carriers`, from 1." }),
      }),
    ),
  })
  .openapi("RouteExplanation");

export const explainRouteOperation: Operation = {
  route: createRoute({
    method: "post",
    path: "/admin/v1/routes/explain",
    operationId: "explainRoute",
    tags: ["Routes"],
    summary: "Tell which rule takes a text, and why the others do not",
    description:
      "Every rule with what made it match or not, and the carriers in the order they would be tried. Nothing is sent.",
    security: [{ operatorKey: [] }],
    request: { body: { required: true, content: { "application/json": { schema: inputSchema } } } },
    responses: {
      200: { description: "The explanation.", content: { "application/json": { schema: explanationSchema } } },
      ...problemResponses(...bodyErrors, "invalid_recipient", "invalid_sender", "unauthenticated"),
    },
  }),

  async handle(c) {
    const body = await readJson(c, inputSchema);
    if (!body.ok) return problem(c, body.error);
    const { from, to, at, ...rest } = body.value.value;
    const { addresses, fields } = parseAddresses({ from, to });
    if (fields.length > 0) return problem(c, failFields(fields).error);
    const explanation = await explainRouting(
      c.env,
      {
        ...rest,
        sender: addresses.from ?? from,
        recipient: addresses.to ?? to,
        atMs: at === undefined ? undefined : Date.parse(at),
      },
      Date.now(),
    );
    return json(200, present(explanation));
  },
};

function present({ result, rules, candidates, ...rest }: RoutingExplanation): z.infer<typeof explanationSchema> {
  return {
    ...rest,
    ruleId: result.ok ? result.ruleId : null,
    problem: result.ok ? null : result.reason,
    carriers: result.ok ? [...result.candidates] : [],
    failoverOn: result.ok ? [...result.failoverOn] : [],
    rules: [...rules],
    candidates: [...candidates],
  };
}
