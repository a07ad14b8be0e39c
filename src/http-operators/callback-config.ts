import { z } from "zod";
import { receiptStates } from "../sms/receipt-states.ts";
import {
  hasAtMost,
  headerNameSchema,
  mediaTypeSchema,
  pointerSchema,
  secretSchema,
  sizeLimits,
  tooMany,
} from "./config-fields.ts";
import { isNetwork } from "./networks.ts";

/** Where in a callback something stands: a JSON Pointer in json, the name of a field in form and query. */
const fieldSchema = z.string().min(1).max(200);
const callbackShape = {
  format: z.enum(["json", "form", "query"]).default("json"),
  /** JSON Pointer to the list, where one call brings several; the pointers of the fields begin at each item. */
  list: pointerSchema.nullable().default(null),
  /** What a call that was taken is answered with. */
  answer: z
    .strictObject({
      status: z.number().int().min(200).max(299).default(200),
      contentType: mediaTypeSchema.default("text/plain"),
      body: z.string().max(1_000).default("OK"),
    })
    .prefault({}),
};

const receiptCallbackSchema = z.strictObject({
  ...callbackShape,
  id: fieldSchema,
  status: fieldSchema,
  errorCode: fieldSchema.nullable().default(null),
  address: fieldSchema.nullable().default(null),
  /** What the operator's words mean; those of SMPP (DELIVRD, …) need no row. */
  statuses: z
    .record(z.string().min(1).max(100), z.enum(receiptStates))
    .refine(hasAtMost(sizeLimits.rows), tooMany("statuses"))
    .default({}),
});
export type ReceiptCallback = z.infer<typeof receiptCallbackSchema>;

const inboundCallbackSchema = z.strictObject({
  ...callbackShape,
  from: fieldSchema,
  to: fieldSchema,
  text: fieldSchema.nullable().default(null),
  /** Hexadecimal octets, in the place of the text. */
  dataHex: fieldSchema.nullable().default(null),
  udhHex: fieldSchema.nullable().default(null),
  dataCoding: fieldSchema.nullable().default(null),
  /** The operator's id of the text: a call that is repeated is known by it. */
  id: fieldSchema.nullable().default(null),
  /** Of a text that comes in parts without a header: which text, how many, and which part, from 1. */
  parts: z.strictObject({ reference: fieldSchema, total: fieldSchema, sequence: fieldSchema }).nullable().default(null),
});
export type InboundCallback = z.infer<typeof inboundCallbackSchema>;

const networksSchema = z
  .array(z.string().max(50).refine(isNetwork, "This must be an address or a network such as 192.0.2.0/24."))
  .max(sizeLimits.rows)
  .default([]);
const callbacksShape = {
  /** Part of the signed addresses: a new number makes the old addresses worthless. */
  version: z.number().int().min(1).max(1_000_000).default(1),
  receipts: receiptCallbackSchema.nullable().default(null),
  inbound: inboundCallbackSchema.nullable().default(null),
  /** Networks that calls may come from; any where there are none. */
  networks: networksSchema,
};
const sharedSecret = z.strictObject({ header: headerNameSchema });
export const callbacksSchema = z.strictObject({
  ...callbacksShape,
  sharedSecret: sharedSecret.nullable().default(null),
});
/** The same with its secret, which is left out where it is to stay what it is. */
export const callbacksDraftSchema = z.strictObject({
  ...callbacksShape,
  sharedSecret: sharedSecret.extend({ value: secretSchema.optional() }).nullable().default(null),
});
