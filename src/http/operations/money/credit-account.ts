import { createRoute, type z } from "@hono/zod-openapi";
import { failField } from "../../../errors.ts";
import { type CreditInput, creditAccount } from "../../../money/credit-account.ts";
import type { AuditAction } from "../../../audit/record-audit.ts";
import { replayedHeaders, replayedResponseHeaders } from "../../accepted-headers.ts";
import { authorHeaders, readAuthor } from "../../author.ts";
import { idempotencyHeaders, readIdempotency } from "../../idempotency-key.ts";
import { type Operation, pathParameter } from "../../operation.ts";
import { bodyErrors, problem, problemResponses } from "../../problem.ts";
import { readJson } from "../../read-json.ts";
import { json } from "../../respond.ts";
import {
  accountParameters,
  adjustmentInputSchema,
  operatorLedgerEntrySchema,
  presentOperatorLedgerEntry,
  topUpInputSchema,
} from "./money-schemas.ts";

interface Credit {
  type: CreditInput["type"];
  path: string;
  operationId: string;
  summary: string;
  audit: AuditAction;
  schema: z.ZodType<{ amountMicros: number; reference: string }>;
}

/** Money is added once for each Idempotency-Key, so there has to be one. */
function creditOperation({ type, path, operationId, summary, audit, schema }: Credit): Operation {
  return {
    audit,
    route: createRoute({
      method: "post",
      path: `/admin/v1/accounts/{id}/${path}`,
      operationId,
      tags: ["Prices"],
      summary,
      description: "Needs an `Idempotency-Key`: a payment that is told twice is booked once.",
      security: [{ operatorKey: [] }],
      request: {
        params: accountParameters,
        headers: authorHeaders.extend(idempotencyHeaders.required().shape),
        body: { required: true, content: { "application/json": { schema } } },
      },
      responses: {
        201: {
          description: "The line of the ledger.",
          headers: replayedResponseHeaders,
          content: { "application/json": { schema: operatorLedgerEntrySchema } },
        },
        ...problemResponses(...bodyErrors, "unauthenticated", "not_found", "not_charged", "idempotency_key_reused"),
      },
    }),

    async handle(c) {
      const author = readAuthor(c);
      if (!author.ok) return problem(c, author.error);
      const body = await readJson(c, schema);
      if (!body.ok) return problem(c, body.error);
      const idempotency = await readIdempotency(c, path, body.value.bytes);
      if (!idempotency.ok) return problem(c, idempotency.error);
      if (idempotency.value === undefined) {
        return problem(c, failField("Idempotency-Key", "invalid_request", "This header is required.").error);
      }
      const credited = await creditAccount(c.env, pathParameter(c, "id"), {
        ...body.value.value,
        type,
        author: author.value,
        idempotency: idempotency.value,
      });
      if (!credited.ok) return problem(c, credited.error);
      const { entry, replayed } = credited.value;
      return json(201, presentOperatorLedgerEntry(entry), replayedHeaders(replayed));
    },
  };
}

export const topUpAccount = creditOperation({
  type: "top_up",
  path: "top-ups",
  operationId: "topUpAccount",
  summary: "Add a payment to an account's balance",
  audit: "balance.topped_up",
  schema: topUpInputSchema,
});

export const adjustBalance = creditOperation({
  type: "adjustment",
  path: "adjustments",
  operationId: "adjustBalance",
  summary: "Correct an account's balance",
  audit: "balance.adjusted",
  schema: adjustmentInputSchema,
});
