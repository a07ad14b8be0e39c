import { z } from "@hono/zod-openapi";
import type { InboundRecord } from "../../../inbound/list-inbound.ts";
import { isoTime } from "../../respond.ts";
import { exampleAccountId } from "../accounts/account-schemas.ts";
import { exampleId, timeSchema } from "../messages/message-schemas.ts";

export const exampleInboundId = "mo_01JD3Q8Z6V4K0X9M2T7R5WANBC";

const instantSchema = z.iso.datetime({
  offset: true,
  error: "This must be a date and time as in 2026-11-21T10:00:00Z.",
});

/** The query parameters that lists of texts from handsets have. */
export const inboundQuery = {
  from: z.string().max(50).optional().openapi({ description: "The handset.", example: "+573001234567" }),
  to: z.string().max(50).optional().openapi({ description: "The number it wrote to.", example: "890123" }),
  receivedAfter: instantSchema
    .optional()
    .openapi({ description: "Received at this moment or later.", example: "2026-11-21T00:00:00Z" }),
  receivedBefore: instantSchema
    .optional()
    .openapi({ description: "Received before this moment.", example: "2026-11-22T00:00:00Z" }),
};

export const inboundSchema = z
  .object({
    id: z.string().openapi({ example: exampleInboundId }),
    from: z.string().openapi({ description: "The handset.", example: "+573001234567" }),
    to: z.string().openapi({ description: "The number it wrote to.", example: "890123" }),
    text: z.string().openapi({ example: "hola" }),
    keyword: z
      .string()
      .optional()
      .openapi({ description: "By which it came to the account, where the number is shared.", example: "VOTE" }),
    inReplyTo: z.string().optional().openapi({
      description: "The last message from this number to this handset, of the seven days before.",
      example: exampleId,
    }),
    parts: z.number().int().openapi({ description: "Short messages it was sent as.", example: 1 }),
    missingParts: z
      .array(z.number().int())
      .optional()
      .openapi({ description: "Those (from 1) that did not come in time." }),
    carrier: z.string().openapi({ example: "default" }),
    receivedAt: timeSchema,
  })
  .openapi("InboundMessage");

export const managedInboundSchema = inboundSchema
  .extend({
    accountId: z
      .string()
      .nullable()
      .openapi({ description: "Null where the number is nobody's.", example: exampleAccountId }),
  })
  .openapi("ManagedInboundMessage");

export function presentInbound(row: InboundRecord): z.infer<typeof inboundSchema> {
  return {
    id: row.id,
    from: row.sender,
    to: row.recipient,
    text: row.body,
    ...(row.keyword === null ? {} : { keyword: row.keyword }),
    ...(row.inReplyTo === null ? {} : { inReplyTo: row.inReplyTo }),
    parts: row.parts,
    ...(row.missingParts.length === 0 ? {} : { missingParts: row.missingParts }),
    carrier: row.carrierId,
    receivedAt: isoTime(row.receivedAtMs),
  };
}

export function presentManagedInbound(row: InboundRecord): z.infer<typeof managedInboundSchema> {
  return { ...presentInbound(row), accountId: row.accountId };
}

/** The times of a query, epoch ms. */
export function receivedRange({
  receivedAfter,
  receivedBefore,
}: {
  receivedAfter?: string | undefined;
  receivedBefore?: string | undefined;
}): { receivedFromMs?: number | undefined; receivedBeforeMs?: number | undefined } {
  return {
    receivedFromMs: receivedAfter === undefined ? undefined : Date.parse(receivedAfter),
    receivedBeforeMs: receivedBefore === undefined ? undefined : Date.parse(receivedBefore),
  };
}
