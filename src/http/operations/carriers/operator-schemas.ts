import { z } from "@hono/zod-openapi";
import type { CarrierDescription } from "../../../carriers/carrier.ts";
import { httpOperatorConfigSchema } from "../../../http-operators/operator-config.ts";
import { restReasons } from "../../../http-operators/rest-reasons.ts";
import type { AppContext } from "../../app-env.ts";

const callbackUrlSchema = z.string().nullable().openapi({ description: "Null where the operator is not to call." });

/** An operator's HTTP API and how it does. */
export const httpOperatorSchema = httpOperatorConfigSchema
  .extend({
    requestsInFlight: z.number().int(),
    resting: z
      .object({ until: z.iso.datetime(), reason: z.enum(restReasons) })
      .nullable()
      .openapi({
        description:
          "Why nothing goes for a while. unreachable: requests were not answered. refused: the operator refuses our credentials. asked: it said so.",
      }),
    callbackUrls: z
      .object({ receipts: callbackUrlSchema, inbound: callbackUrlSchema })
      .openapi({ description: "What the operator is to call; whoever knows them can." }),
  })
  .openapi("HttpOperator");

/** Puts this edge's address, as the request names it, before callbacks of a carrier that has no publicUrl. */
export function withCallbackUrls<Carrier extends Pick<CarrierDescription, "http">>(
  c: AppContext,
  carrier: Carrier,
): Carrier {
  if (carrier.http === null || carrier.http.publicUrl !== null) return carrier;
  const { origin } = new URL(c.req.url);
  const absolute = (path: string | null): string | null => (path === null ? null : origin + path);
  const { receipts, inbound } = carrier.http.callbackUrls;
  return {
    ...carrier,
    http: { ...carrier.http, callbackUrls: { receipts: absolute(receipts), inbound: absolute(inbound) } },
  };
}
