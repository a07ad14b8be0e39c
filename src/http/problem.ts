import { z } from "@hono/zod-openapi";
import { type ErrorCode, type ServiceError, errorTable } from "../errors.ts";
import type { AppContext } from "./app-env.ts";
import { errorStatus } from "./error-status.ts";

const codeSchema = z.string().openapi({ description: "What went wrong, for programs.", example: "invalid_recipient" });

export const problemSchema = z
  .object({
    type: z
      .string()
      .openapi({ description: "Where this error is explained.", example: "/docs/errors#invalid_recipient" }),
    title: z.string().openapi({ example: errorTable.invalid_recipient.message }),
    status: z.number().int().openapi({ example: 400 }),
    detail: z.string().openapi({ example: "Put + and the calling code before the number, as in +573001234567." }),
    instance: z.string().openapi({ description: "The path that was asked for.", example: "/v1/messages" }),
    code: codeSchema,
    requestId: z.string().openapi({ example: "req_01JD3Q8Z6V0000000000000000" }),
    errors: z
      .array(
        z.object({
          path: z.string().openapi({ description: "The field, such as messages.3.to.", example: "to" }),
          code: codeSchema,
          message: z
            .string()
            .openapi({ example: "Put + and the calling code before the number, as in +573001234567." }),
        }),
      )
      .optional()
      .openapi({ description: "The fields that are wrong, where fields are." }),
  })
  .openapi("Problem", { description: "An error, as RFC 9457 has it." });

type Problem = z.infer<typeof problemSchema>;

export interface ProblemOptions {
  /** Instead of the code's own. */
  status?: number;
  headers?: Readonly<Record<string, string>>;
}

/** Answers with an error: problem+json, the status of its code, and the headers that go with it. */
export function problem(c: AppContext, error: ServiceError, options: ProblemOptions = {}): Response {
  const status = options.status ?? errorStatus[error.code];
  const body: Problem = {
    type: `/docs/errors#${error.code}`,
    title: errorTable[error.code].message,
    status,
    detail: error.message,
    instance: c.req.path,
    code: error.code,
    requestId: c.get("requestId"),
    ...(error.fields === undefined ? {} : { errors: error.fields }),
  };
  const headers: Record<string, string> = { "content-type": "application/problem+json", ...options.headers };
  if (error.retryAfterSeconds !== undefined) headers["retry-after"] = String(error.retryAfterSeconds);
  if (error.code === "unauthenticated") headers["www-authenticate"] = 'Bearer realm="heliograph"';
  return new Response(JSON.stringify(body), { status, headers });
}

/**
 * The errors an operation may answer, for its OpenAPI responses: one per status, naming the codes. What is held against a
 * key's scopes is held against its networks too; what asks who one is may also be asked by another site's page.
 */
export function problemResponses(...codes: ErrorCode[]) {
  const ofKeys: ErrorCode[] = codes.includes("missing_scope") ? ["network_not_allowed", "not_a_member"] : [];
  if (codes.includes("unauthenticated")) ofKeys.push("cross_site_request");
  const withCommon = new Set<ErrorCode>([...codes, ...ofKeys, "unavailable", "internal_error"]);
  const byStatus = Map.groupBy(withCommon, (code) => errorStatus[code]);
  return Object.fromEntries(
    Array.from(byStatus, ([status, ofStatus]) => [
      status,
      {
        description: ofStatus.map((code) => `\`${code}\`: ${errorTable[code].message}`).join(" "),
        content: { "application/problem+json": { schema: problemSchema } },
      },
    ]),
  );
}

/** The errors that any operation with a JSON body may answer. */
export const bodyErrors = [
  "invalid_request",
  "malformed_json",
  "unsupported_media_type",
  "body_too_large",
  "body_timeout",
] as const satisfies ErrorCode[];
