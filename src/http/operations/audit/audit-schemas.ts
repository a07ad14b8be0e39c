import { z } from "@hono/zod-openapi";
import type { AuditFilters, RecordedAudit } from "../../../audit/list-audit.ts";
import { isoTime } from "../../respond.ts";
import { pageQuery } from "../../pagination.ts";
import { exampleAccountId } from "../accounts/account-schemas.ts";
import { exampleKeyId } from "../keys/key-schemas.ts";
import { timeSchema } from "../messages/message-schemas.ts";

const instantSchema = z.iso.datetime({
  offset: true,
  error: "This must be a date and time as in 2026-11-21T10:00:00Z.",
});

export const auditQuerySchema = z.strictObject({
  actor: z.string().max(100).optional().openapi({ example: "maria@example.com" }),
  action: z.string().max(100).optional().openapi({ example: "key.revoked" }),
  subject: z.string().max(200).optional().openapi({ example: exampleKeyId }),
  after: instantSchema.optional().openapi({ description: "At this moment or later.", example: "2026-11-21T00:00:00Z" }),
  before: instantSchema.optional().openapi({ description: "Before this moment.", example: "2026-11-22T00:00:00Z" }),
  ...pageQuery,
});

const summarySchema = z.record(z.string(), z.unknown()).nullable();

export const auditEntrySchema = z
  .object({
    id: z.string().openapi({ example: "aud_01JD3Q8Z6V4K0X9M2T7R5WANBE" }),
    at: timeSchema,
    actor: z.string().openapi({
      description: "The person by their e-mail, the operator by the name they gave, or the id of the API key.",
      example: "maria@example.com",
    }),
    accountId: z
      .string()
      .nullable()
      .openapi({ description: "The account that was changed.", example: exampleAccountId }),
    action: z.string().openapi({ example: "key.revoked" }),
    subject: z.string().openapi({ description: "The id of what it was done to.", example: exampleKeyId }),
    before: summarySchema.openapi({ description: "What there was, in short; null where there was nothing." }),
    after: summarySchema.openapi({ description: "What there is, in short; null where there is nothing." }),
  })
  .openapi("AuditEntry");

export function presentEntry(entry: RecordedAudit): z.infer<typeof auditEntrySchema> {
  const { atMs, before, after, ...rest } = entry;
  return { ...rest, at: isoTime(atMs), before: parse(before), after: parse(after) };
}

/** The filters of a query. */
export function auditFilters({
  actor,
  action,
  subject,
  after,
  before,
}: z.infer<typeof auditQuerySchema>): AuditFilters {
  return {
    actor,
    action,
    subject,
    fromMs: after === undefined ? undefined : Date.parse(after),
    beforeMs: before === undefined ? undefined : Date.parse(before),
  };
}

function parse(summary: string | null): Record<string, unknown> | null {
  return summary === null ? null : (JSON.parse(summary) as Record<string, unknown>);
}
