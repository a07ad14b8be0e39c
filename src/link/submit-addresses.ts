import { z } from "zod";

/** Octets of an address in SMPP, without its NUL (SMPP 3.4 §4.4.1). */
const longestAddress = 20;

const typeOfNumber = z.number().int().min(0).max(7);
const numberingPlan = z.number().int().min(0).max(0xff);

/** Says how an address goes out. The first pattern that fits is the one. */
const rewriteRuleSchema = z.object({
  /** A whole address as customers write it, or its beginning and `*`: `+44*`, `Acme`. */
  pattern: z
    .string()
    .max(40)
    .regex(/^(?:[^*]+\*?|\*)$/, "may have one *, at its end"),
  /** The address to send instead; `*` stands for what the pattern's `*` took. */
  replacement: z
    .string()
    .max(40)
    .regex(/^[^*]*\*?[^*]*$/, "may have one *"),
  /** TON and NPI of the result; those of its kind when absent. */
  ton: typeOfNumber.optional(),
  npi: numberingPlan.optional(),
});
export type RewriteRule = z.infer<typeof rewriteRuleSchema>;

const kindSchema = (ton: number, npi: number) =>
  z.object({ ton: typeOfNumber.default(ton), npi: numberingPlan.default(npi) }).prefault({});

/** TON and NPI by kind of address (SMPP 3.4 §5.2.5 and §5.2.6), and what addresses are rewritten to first. */
export const addressProfileSchema = z.object({
  rewrite: z.array(rewriteRuleSchema).max(200).default([]),
  international: kindSchema(1, 1),
  shortCode: kindSchema(3, 0),
  alphanumeric: kindSchema(5, 0),
  /** What stands before the digits of an international number. */
  internationalPrefix: z.enum(["", "+", "00"]).default(""),
});
export type AddressProfile = z.infer<typeof addressProfileSchema>;

export interface CarrierAddress {
  readonly address: string;
  readonly ton: number;
  readonly npi: number;
}

const allDigits = /^\d+$/;

/**
 * An address of `parseRecipient` or `parseSender` as a carrier wants it, or what stands in the way. A NUL would end it early,
 * and a character above U+00FF has no octet.
 */
export function carrierAddress(profile: AddressProfile, address: string): CarrierAddress | { readonly reason: string } {
  const rule = profile.rewrite.find(({ pattern }) => fits(pattern, address));
  const written = rule === undefined ? address : rewritten(rule, address);
  const isInternational = written.startsWith("+") && allDigits.test(written.slice(1));
  const result = isInternational ? profile.internationalPrefix + written.slice(1) : written;
  const { ton, npi } = profile[kindOf(written, isInternational)];
  if (result.length > longestAddress) return { reason: `an address of more than ${longestAddress} characters` };
  for (let index = 0; index < result.length; index++) {
    const code = result.charCodeAt(index);
    if (code === 0 || code > 0xff) return { reason: "a character in an address that SMPP cannot carry" };
  }
  return { address: result, ton: rule?.ton ?? ton, npi: rule?.npi ?? npi };
}

function kindOf(written: string, isInternational: boolean): "international" | "shortCode" | "alphanumeric" {
  if (isInternational) return "international";
  return allDigits.test(written) ? "shortCode" : "alphanumeric";
}

function fits(pattern: string, address: string): boolean {
  return pattern.endsWith("*") ? address.startsWith(pattern.slice(0, -1)) : address === pattern;
}

function rewritten({ pattern, replacement }: RewriteRule, address: string): string {
  const rest = pattern.endsWith("*") ? address.slice(pattern.length - 1) : "";
  // A function, since a replacement string gives `$` a meaning.
  return replacement.replace("*", () => rest);
}
