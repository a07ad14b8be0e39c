import { createRoute, z } from "@hono/zod-openapi";
import { isEventId } from "../../../events/feed-event.ts";
import { type Replay, replayEvents } from "../../../webhooks/replay-events.ts";
import { type Operation, keyWith, pathParameter } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { readJson } from "../../read-json.ts";
import { json } from "../../respond.ts";
import { exampleEventId } from "../events/event-schemas.ts";
import { webhookErrors, webhookParameters } from "./webhook-schemas.ts";

const instantSchema = z.iso.datetime({
  offset: true,
  error: "This must be a date and time as in 2026-11-21T10:00:00Z.",
});

const inputSchema = z
  .strictObject({
    eventId: z
      .string()
      .refine(isEventId, "This must be the id of an event.")
      .optional()
      .openapi({ description: "One event.", example: exampleEventId }),
    failedSince: instantSchema.optional().openapi({
      description: "What was given up since then; what is still to be tried again is tried at once.",
      example: "2026-11-20T00:00:00Z",
    }),
    from: instantSchema.optional().openapi({ description: "What entered the feed from then on." }),
    to: instantSchema.optional().openapi({ description: "With `from`: up to then, or up to now." }),
  })
  .refine(
    ({ eventId, failedSince, from }) => [eventId, failedSince, from].filter((one) => one !== undefined).length === 1,
    "Give one of eventId, failedSince and from.",
  )
  .refine(({ from, to }) => to === undefined || from !== undefined, { path: ["to"], message: "Give from with it." })
  .openapi("ReplayWebhook", { example: { from: "2026-11-20T00:00:00Z", to: "2026-11-21T00:00:00Z" } });

export const replayWebhook: Operation = {
  audit: "webhook.replayed",
  route: createRoute({
    method: "post",
    path: "/v1/webhooks/{id}/replay",
    operationId: "replayWebhook",
    tags: ["Webhooks"],
    summary: "Deliver events once more",
    description:
      "Needs scope `webhooks:manage`. Events keep their ids, so a receiver that has one knows it. A range is delivered bit by bit, beside what is new.",
    security: keyWith("webhooks:manage"),
    request: {
      params: webhookParameters,
      body: { required: true, content: { "application/json": { schema: inputSchema } } },
    },
    responses: {
      202: {
        description: "Under way.",
        content: {
          "application/json": {
            schema: z.object({ id: z.string().openapi({ example: "rpl_01JD3Q8Z6V4K0X9M2T7R5WANBC" }) }),
          },
        },
      },
      ...problemResponses(...bodyErrors, ...webhookErrors, "endpoint_disabled", "limit_reached"),
    },
  }),

  async handle(c) {
    const body = await readJson(c, inputSchema);
    if (!body.ok) return problem(c, body.error);
    const replayed = await replayEvents(c.env, c.get("key"), pathParameter(c, "id"), replayOf(body.value.value));
    return replayed.ok ? json(202, replayed.value) : problem(c, replayed.error);
  },
};

/** The schema has made sure that there is one of the three. */
function replayOf({ eventId, failedSince, from, to }: z.infer<typeof inputSchema>): Replay {
  if (eventId !== undefined) return { kind: "event", eventId };
  if (failedSince !== undefined) return { kind: "failed", sinceMs: Date.parse(failedSince) };
  return {
    kind: "range",
    fromMs: from === undefined ? 0 : Date.parse(from),
    toMs: to === undefined ? Number.MAX_SAFE_INTEGER : Date.parse(to),
  };
}
