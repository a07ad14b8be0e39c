import { z } from "zod";
import { callbacksDraftSchema, callbacksSchema } from "./callback-config.ts";
import {
  hasAtMost,
  headerNameSchema,
  mediaTypeSchema,
  pointerSchema,
  secretSchema,
  sizeLimits,
  tooMany,
} from "./config-fields.ts";
import { operatorConfigProblems } from "./operator-checks.ts";

const templateSchema = z.string().max(4_000);

/** How far a JSON template may be nested. */
const jsonDepthLimit = 10;

/** An object or a list whose strings are templates. Its type says no more, as RPC cannot describe recursive ones. */
const jsonTemplateSchema: z.ZodType<object> = z
  .union([z.record(z.string(), z.unknown()), z.array(z.unknown())])
  .refine((value) => isNestedAtMost(value, jsonDepthLimit), `This is nested more than ${jsonDepthLimit} deep.`)
  .refine((value) => JSON.stringify(value).length <= 16_000, "This is longer than 16,000 characters.");

const requestBodySchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("json"), value: jsonTemplateSchema }),
  z.strictObject({
    kind: z.literal("form"),
    fields: z
      .record(z.string().min(1).max(100), templateSchema)
      .refine(hasAtMost(sizeLimits.fields), tooMany("fields")),
  }),
  z.strictObject({
    kind: z.literal("text"),
    contentType: mediaTypeSchema,
    text: z.string().max(16_000),
  }),
]);
export type RequestBody = z.infer<typeof requestBodySchema>;

const requestSchema = z.strictObject({
  method: z.enum(["GET", "POST", "PUT"]).default("POST"),
  url: templateSchema,
  headers: z
    .record(headerNameSchema, templateSchema)
    .refine(hasAtMost(sizeLimits.headers), tooMany("headers"))
    .default({}),
  body: requestBodySchema.nullable().default(null),
});

const basic = z.strictObject({ kind: z.literal("basic"), username: z.string().min(1).max(200) });
const bearer = z.strictObject({ kind: z.literal("bearer") });
const header = z.strictObject({ kind: z.literal("header"), name: headerNameSchema });
/** The secret stands in the request itself, as `{{secret}}`. */
const placeholder = z.strictObject({ kind: z.literal("placeholder") });
const hmacSha256 = z.strictObject({
  kind: z.literal("hmacSha256"),
  header: headerNameSchema,
  /** What is signed: the body, unless told otherwise. */
  over: templateSchema.default("{{body}}"),
  encoding: z.enum(["hex", "base64"]).default("hex"),
  /** Before the signature, such as `sha256=`. */
  prefix: z.string().max(50).default(""),
});
const none = z.strictObject({ kind: z.literal("none") });

const authSchema = z.discriminatedUnion("kind", [none, basic, bearer, header, placeholder, hmacSha256]);

/** The same with its secret, which is left out where it is to stay what it is. */
const authDraftSchema = z.discriminatedUnion("kind", [
  none,
  basic.extend({ password: secretSchema.optional() }),
  bearer.extend({ token: secretSchema.optional() }),
  header.extend({ value: secretSchema.optional() }),
  placeholder.extend({ secret: secretSchema.optional() }),
  hmacSha256.extend({ secret: secretSchema.optional() }),
]);
export type OperatorAuthDraft = z.infer<typeof authDraftSchema>;

/** Where in a response something stands. text: between two strings, or to the end of the line. */
const responseValueSchema = z.discriminatedUnion("in", [
  z.strictObject({ in: z.literal("json"), pointer: pointerSchema }),
  z.strictObject({
    in: z.literal("text"),
    after: z.string().max(100).default(""),
    before: z.string().min(1).max(100).optional(),
  }),
  z.strictObject({ in: z.literal("header"), name: headerNameSchema }),
]);
export type ResponseValue = z.infer<typeof responseValueSchema>;

const statusSchema = z.number().int().min(100).max(599);
const scalarSchema = z.union([z.string().max(200), z.number(), z.boolean()]);

/**
 * What a refusal asks for. retry: later, here. throttle: slower, no attempt is used up. elsewhere: another carrier may take it.
 * fail: nobody will. unknown: the operator may have taken it. pause: nothing is wrong with the text; nothing goes for a while.
 */
const refusalActions = ["retry", "throttle", "elsewhere", "fail", "unknown", "pause"] as const;
export type RefusalAction = (typeof refusalActions)[number];

const refusalRowSchema = z
  .strictObject({
    status: statusSchema.optional(),
    code: z.string().min(1).max(100).optional(),
    action: z.enum(refusalActions),
    /** What customers see as the error code. */
    name: z.string().regex(/^[A-Za-z0-9_.-]{1,32}$/, "This must be 1 to 32 letters, digits, _, . and -."),
    message: z.string().max(200).optional(),
  })
  .refine(({ status, code }) => status !== undefined || code !== undefined, "This needs a status, a code, or both.");
export type RefusalRow = z.infer<typeof refusalRowSchema>;

const responseSchema = z.strictObject({
  /** Statuses of success; any 2xx where there are none. */
  statuses: z.array(statusSchema).max(20).default([]),
  /** What else must hold for a success. */
  condition: z
    .union([
      z.strictObject({ pointer: pointerSchema, equals: z.array(scalarSchema).min(1).max(20) }),
      z.strictObject({ pattern: z.string().min(1).max(500) }),
    ])
    .nullable()
    .default(null),
  /** The operator's id of the message, which its receipts carry. requestId: ours. null: it has none, and sends no receipts. */
  id: z
    .union([responseValueSchema, z.strictObject({ in: z.literal("requestId") })])
    .nullable()
    .default(null),
  /** The operator's error code. */
  errorCode: responseValueSchema.nullable().default(null),
  /** The first row that fits says what a refusal means. */
  errors: z.array(refusalRowSchema).max(sizeLimits.rows).default([]),
});

const operatorShape = {
  request: requestSchema,
  response: responseSchema.prefault({}),
  /** Whether the gateway cuts long texts and sends each segment by itself; otherwise the operator gets the whole. */
  splits: z.boolean().default(false),
  /** Requests under way at a time. The platform opens six connections at once for an object; more than that wait for one. */
  maxConcurrency: z.number().int().min(1).max(100).default(6),
  requestTimeoutSeconds: z.number().int().min(1).max(120).default(10),
  /** Whether http:// will do. */
  allowInsecure: z.boolean().default(false),
  /** Where the operator reaches this edge, such as `https://sms.example.net`: for `{{receiptUrl}}` and `{{inboundUrl}}`. */
  publicUrl: z
    .url({ protocol: /^https?$/ })
    .max(200)
    .nullable()
    .default(null),
};

/** How an operator's HTTP API is talked to, without the secrets. Everything but the request's URL has a default. */
export const httpOperatorConfigSchema = z.strictObject({
  ...operatorShape,
  auth: authSchema.prefault({ kind: "none" }),
  callbacks: callbacksSchema.prefault({}),
});
export type HttpOperatorConfig = z.infer<typeof httpOperatorConfigSchema>;

/** The same as a change names it; secrets that are left out stay what they are. */
export const httpOperatorDraftSchema = z
  .strictObject({
    ...operatorShape,
    auth: authDraftSchema.prefault({ kind: "none" }),
    callbacks: callbacksDraftSchema.prefault({}),
  })
  .superRefine((config, context) => {
    for (const { path, message } of operatorConfigProblems(config)) {
      context.addIssue({ code: "custom", path, message });
    }
  });
export type HttpOperatorDraft = z.infer<typeof httpOperatorDraftSchema>;

/** Looks no deeper than it has to. */
function isNestedAtMost(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  return depth > 0 && Object.values(value).every((item) => isNestedAtMost(item, depth - 1));
}
