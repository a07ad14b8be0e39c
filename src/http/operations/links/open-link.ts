import { createRoute } from "@hono/zod-openapi";
import { openLink } from "../../../carriers/open-link.ts";
import { fail } from "../../../errors.ts";
import { connectorHeaders, readConnectorName } from "../../connector-name.ts";
import { type Operation, pathParameter } from "../../operation.ts";
import { problem, problemResponses, problemSchema } from "../../problem.ts";
import { carrierParameters } from "../carriers/carrier-schemas.ts";

export const openLinkOperation: Operation = {
  route: createRoute({
    method: "get",
    path: "/connector/v1/carriers/{id}/link",
    operationId: "openLink",
    tags: ["Connectors"],
    summary: "Open a carrier's link",
    description: "A WebSocket whose frames are told in src/link/frames.ts.",
    security: [{ connectorToken: [] }],
    request: { params: carrierParameters, headers: connectorHeaders },
    responses: {
      101: { description: "The link is open." },
      426: {
        description: "`invalid_request`: the request is no WebSocket upgrade.",
        content: { "application/problem+json": { schema: problemSchema } },
      },
      ...problemResponses("unauthenticated", "not_found"),
    },
  }),

  async handle(c) {
    if (c.req.raw.headers.get("upgrade")?.toLowerCase() !== "websocket") {
      const { error } = fail("invalid_request", { message: "A link is a WebSocket: ask with Upgrade: websocket." });
      return problem(c, error, { status: 426, headers: { upgrade: "websocket" } });
    }
    const connector = readConnectorName(c);
    const link = await openLink(c.env, pathParameter(c, "id"), c.req.raw, connector?.id ?? null);
    if (!link.ok) return problem(c, link.error);
    // The object's own answer cannot be given headers any more.
    return new Response(null, { status: 101, webSocket: link.value.webSocket });
  },
};
