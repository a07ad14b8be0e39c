import { defaultAlphabet } from "../../src/sms/gsm-alphabet.ts";
import { countSeptets, decodeSeptets, encodeSeptets } from "../../src/sms/gsm7.ts";
import { packSeptets, unpackSeptets } from "../../src/sms/septet-packing.ts";
import type { SegmentAddress } from "../bind.ts";
import type { MessageFields } from "./fields.ts";
import { fromHex, toHex } from "./hex.ts";

/** OTOA, the type of the originator's address (EMI/UCP Interface Specification 4.0 §5.1). */
const originatorType = { international: "1139", alphanumeric: "5039" } as const;

const international = 1;
const alphanumeric = 5;

const longestName = 11;
const longestOriginator = 22;
const longestRecipient = 16;

export type Originator = Pick<MessageFields, "oadc" | "otoa">;

/** A sender as OAdC and OTOA; undefined when it does not fit. */
export function writeOriginator({ address, typeOfNumber }: SegmentAddress): Originator | undefined {
  if (typeOfNumber === alphanumeric) {
    return writeName(address);
  }
  if (!/^\d*$/.test(address) || address.length > longestOriginator) {
    return undefined;
  }
  return { oadc: address, otoa: typeOfNumber === international ? originatorType.international : "" };
}

/** A name: the number of semi-octets in use, as an octet, and the septets packed (§5.1.1). */
function writeName(name: string): Originator | undefined {
  const septetCount = countSeptets(name, defaultAlphabet);
  if (septetCount < 1 || septetCount > longestName) {
    return undefined;
  }
  const packed = packSeptets(encodeSeptets(name, defaultAlphabet, septetCount));
  const semiOctets = Math.ceil((septetCount * 7) / 4);
  return { oadc: toHex(Uint8Array.of(semiOctets)) + toHex(packed), otoa: originatorType.alphanumeric };
}

/** An originator as the house writes addresses: E.164 with its `+`, a name, or digits as they came. */
export function readOriginator({ oadc, otoa }: Originator): string {
  if (otoa === originatorType.alphanumeric) {
    const octets = fromHex(oadc);
    if (octets !== undefined && octets.length > 0) {
      const septetCount = Math.floor(((octets[0] ?? 0) * 4) / 7);
      return decodeSeptets(unpackSeptets(octets.subarray(1), septetCount));
    }
  }
  return otoa === originatorType.international ? withPlus(oadc) : readDigits(oadc);
}

/** An address that no type goes with: international when it says so with 00. */
export function readDigits(address: string): string {
  return address.startsWith("00") ? withPlus(address) : address;
}

/** Short codes have up to 8 digits, and many a carrier calls those international too. */
function withPlus(address: string): string {
  const digits = address.replace(/^00/, "");
  return /^\d{9,}$/.test(digits) ? `+${digits}` : address;
}

/** A recipient as AdC, with `prefix` before an international number; undefined when it does not fit. */
export function writeRecipient({ address, typeOfNumber }: SegmentAddress, prefix: string): string | undefined {
  const digits = typeOfNumber === international ? prefix + address : address;
  return /^\d+$/.test(digits) && digits.length <= longestRecipient ? digits : undefined;
}

/**
 * What a recipient's address is without what carriers put before it: results of submits and notifications of one message
 * write it with 00, with 0, with + or with nothing.
 */
export function bareRecipient(address: string): string {
  return address.trim().replace(/^\+?0*/, "");
}
