import { z } from "zod";

const parameterTypes = ["int1", "int2", "int4", "int8", "octets", "cstring"] as const;
export type ParameterType = (typeof parameterTypes)[number];

/** What of a text an optional parameter can be taken from; segments are numbered from 1. */
export const parameterSources = [
  "account",
  "clientReference",
  "messageId",
  "sender",
  "recipient",
  "segment",
  "segmentCount",
] as const;
export type ParameterSource = (typeof parameterSources)[number];

/** Parameters that the submit itself is made of. */
const reservedTags: ReadonlySet<number> = new Set([0x020c, 0x020e, 0x020f, 0x0424]);

/** One optional parameter (SMPP 3.4 §5.3) of every submit. */
export const submitParameterSchema = z
  .object({
    tag: z
      .number()
      .int()
      .min(1)
      .max(0xffff)
      .refine((tag) => !reservedTags.has(tag), "belongs to the text itself"),
    type: z.enum(parameterTypes),
    /** fixed: a number in decimal, octets in hexadecimal, or characters, as the type is. */
    value: z.union([
      z.strictObject({ fixed: z.string().max(510) }),
      z.strictObject({ from: z.enum(parameterSources) }),
    ]),
    /** Whether a text that has no such value, or one that does not fit the type, is refused rather than sent without it. */
    required: z.boolean().default(false),
  })
  .refine(({ type, value }) => !("fixed" in value) || fixedOctets(type, value.fixed) !== null, {
    path: ["value", "fixed"],
    message: "does not fit the type",
  });
export type SubmitParameter = z.infer<typeof submitParameterSchema>;

/** What of a text parameters are taken from. */
export function sourcesOf(parameters: readonly SubmitParameter[]): ReadonlySet<ParameterSource> {
  return new Set(parameters.flatMap(({ value }) => ("from" in value ? [value.from] : [])));
}

/** One optional parameter as it goes out. */
export interface EncodedParameter {
  readonly tag: number;
  readonly value: Uint8Array;
}

export type ParameterValues = Readonly<Partial<Record<ParameterSource, string>>>;

/** The parameters of one submit, or which required one has no value. */
export function encodeParameters(
  parameters: readonly SubmitParameter[],
  values: ParameterValues,
): readonly EncodedParameter[] | { readonly reason: string } {
  const encoded: EncodedParameter[] = [];
  for (const { tag, type, value, required } of parameters) {
    const octets = "fixed" in value ? fixedOctets(type, value.fixed) : octetsOf(type, values[value.from]);
    if (octets !== null) encoded.push({ tag, value: octets });
    else if (required) return { reason: `no value for parameter 0x${tag.toString(16).padStart(4, "0")}` };
  }
  return encoded;
}

function fixedOctets(type: ParameterType, fixed: string): Uint8Array | null {
  return type === "octets" ? hexOctets(fixed) : octetsOf(type, fixed);
}

function octetsOf(type: ParameterType, value: string | undefined): Uint8Array | null {
  if (value === undefined || value === "") return null;
  switch (type) {
    case "int1":
      return integer(value, 1);
    case "int2":
      return integer(value, 2);
    case "int4":
      return integer(value, 4);
    case "int8":
      return integer(value, 8);
    case "octets":
      return characters(value);
    case "cstring":
      return value.includes("\u0000") ? null : characters(`${value}\u0000`);
  }
}

/** Big-endian and unsigned; null for anything that is no whole number of so many octets. */
function integer(value: string, size: number): Uint8Array | null {
  if (!/^\d{1,20}$/.test(value)) return null;
  let rest = BigInt(value);
  const octets = new Uint8Array(size);
  for (let index = size - 1; index >= 0; index--) {
    octets[index] = Number(rest & 0xffn);
    rest >>= 8n;
  }
  return rest === 0n ? octets : null;
}

/** Latin-1; null where a character is beyond it. */
function characters(value: string): Uint8Array | null {
  const octets = new Uint8Array(value.length);
  for (let index = 0; index < value.length; index++) {
    const code = value.charCodeAt(index);
    if (code > 0xff) return null;
    octets[index] = code;
  }
  return octets;
}

function hexOctets(hex: string): Uint8Array | null {
  if (hex === "" || !/^(?:[\da-f]{2})+$/i.test(hex)) return null;
  return Uint8Array.from({ length: hex.length / 2 }, (_, index) =>
    Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16),
  );
}
