import { createRoute, z } from "@hono/zod-openapi";
import { fail } from "../../../errors.ts";
import { isId } from "../../../ids.ts";
import { openLive } from "../../../live/open-live.ts";
import type { Operation } from "../../operation.ts";
import { problem, problemResponses, problemSchema } from "../../problem.ts";
import { readQuery } from "../../read-query.ts";
import { exampleAccountId } from "../accounts/account-schemas.ts";
import { requireViewer } from "./require-viewer.ts";

const querySchema = z.strictObject({
  account: z
    .string()
    .refine((id) => isId("account", id), "This must be an account's id.")
    .optional()
    .openapi({
      description: "What to watch; for operators, the whole system where it is left out.",
      example: exampleAccountId,
    }),
});

export const openLiveOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/people/v1/live",
    operationId: "openLive",
    tags: ["Live"],
    summary: "Watch an account, or the system, as things happen",
    description:
      "A WebSocket whose frames are told in src/live/protocol.ts. A key needs scope `messages:read`. Frames have neither numbers nor texts in them. What is told while nobody listens is not kept: ask the API for the present.",
    security: [{ session: [] }, { apiKey: ["messages:read"] }, { operatorKey: [] }],
    request: { query: querySchema },
    responses: {
      101: { description: "Frames follow; the first is `hello`." },
      426: {
        description: "`invalid_request`: the request is no WebSocket upgrade.",
        content: { "application/problem+json": { schema: problemSchema } },
      },
      ...problemResponses(
        "invalid_request",
        "unauthenticated",
        "cross_site_request",
        "missing_scope",
        "network_not_allowed",
        "not_found",
        "too_many_streams",
      ),
    },
  }),

  async handle(c) {
    const query = readQuery(c, querySchema);
    if (!query.ok) return problem(c, query.error);
    const watch = await requireViewer(c, query.value.account);
    if (!watch.ok) return problem(c, watch.error);
    if (c.req.raw.headers.get("upgrade")?.toLowerCase() !== "websocket") {
      const { error } = fail("invalid_request", { message: "This is a WebSocket: ask with Upgrade: websocket." });
      return problem(c, error, { status: 426, headers: { upgrade: "websocket" } });
    }
    const socket = await openLive(c.env, watch.value, c.req.raw);
    if (!socket.ok) return problem(c, socket.error);
    return new Response(null, { status: 101, webSocket: socket.value });
  },
};
