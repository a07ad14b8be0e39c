import { parseSender } from "../sms/address.ts";

export const numberKinds = ["long", "short", "alphanumeric"] as const;
export type NumberKind = (typeof numberKinds)[number];

/** An address in the form senders have, as it is where it is none; so numbers, texts to them and their answers compare. */
export function canonicalAddress(address: string): string {
  const parsed = parseSender(address);
  return parsed.ok ? parsed.address : address;
}

/** A number that texts can be sent to, and what it is; null where it is none. */
export function parseNumber(input: string): { number: string; kind: NumberKind } | null {
  const parsed = parseSender(input);
  if (!parsed.ok) return null;
  const kinds = { international: "long", short_code: "short", alphanumeric: "alphanumeric" } as const;
  return { number: parsed.address, kind: kinds[parsed.kind] };
}

/** A number of an account's, and by which keywords; none where all of its texts are the account's. */
export interface OwnNumber {
  number: string;
  kind: NumberKind;
  /** The account gets what no keyword is for. */
  isWhole: boolean;
  keywords: string[];
}
