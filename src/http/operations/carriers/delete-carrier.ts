import { createRoute } from "@hono/zod-openapi";
import { deleteCarrier } from "../../../carriers/delete-carrier.ts";
import { authorHeaders, readAuthor } from "../../author.ts";
import { type Operation, pathParameter } from "../../operation.ts";
import { problem, problemResponses } from "../../problem.ts";
import { carrierParameters } from "./carrier-schemas.ts";

export const deleteCarrierOperation: Operation = {
  audit: "carrier.deleted",
  route: createRoute({
    method: "delete",
    path: "/admin/v1/carriers/{id}",
    operationId: "deleteCarrier",
    tags: ["Carriers"],
    summary: "Delete a carrier",
    description:
      "Only one that is disabled, has nothing left to do, and is in none of the routes that were active in the last hour. Its versions and credentials go with it.",
    security: [{ operatorKey: [] }],
    request: { params: carrierParameters, headers: authorHeaders },
    responses: {
      204: { description: "Deleted." },
      ...problemResponses("invalid_request", "unauthenticated", "not_found", "carrier_in_use"),
    },
  }),

  async handle(c) {
    const author = readAuthor(c);
    if (!author.ok) return problem(c, author.error);
    const deleted = await deleteCarrier(c.env, pathParameter(c, "id"), { author: author.value, nowMs: Date.now() });
    return deleted.ok ? new Response(null, { status: 204 }) : problem(c, deleted.error);
  },
};
