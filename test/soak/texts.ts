import type { UnknownPolicy } from "../../src/messages/message.ts";

/** A text of the soak; all about it follows from its number. */
export interface SoakText {
  number: number;
  to: string;
  from: string;
  text: string;
  onUnknown?: UnknownPolicy;
}

/**
 * Recipients' last seven digits whose texts are delivered, in unusual ways, see connector/simulator/outcomes.ts. Without those
 * whose ids are spelled otherwise than the carrier's other ids: a carrier has one spelling, which is learned.
 */
const deliveredSuffixes = [
  "9999005", // throttled
  "9999006", // queue_full_once
  "9999007", // receipt_first
  "9999008", // lost_once
  "9999009", // duplicate_receipt
  "9999011", // enroute_first
  "9999013", // receipts_out_of_order
  "9999014", // slow_response
  "9999015", // padded_id
  "9999016", // disconnect_once
  "9999017", // system_error_once
  "9999019", // response_lost_once
];

/** And those that end otherwise, by what they end as over SMPP; UCP has one word for undeliverable, rejected and expired. */
const otherEnds: Record<string, readonly string[]> = {
  "9999001": ["undelivered"],
  "9999002": ["rejected", "undelivered"],
  "9999003": ["expired", "undelivered"],
  "9999004": ["rejected"],
};
const suffixes = [...deliveredSuffixes, ...Object.keys(otherEnds)];
const suffixDigits = 7;

/** Recipients share the last digits of an outcome, and would share message ids over UCP if there were but one. */
const networks = 20;
const kinds = 20;
const tokensInLongText = 40;

export function soakText(number: number): SoakText {
  const token = `#${String(number).padStart(8, "0")}#`;
  const plain = { number, to: `+5731${String(number).padStart(8, "0")}`, from: "Heliograph", text: `soak ${token}` };
  const round = Math.floor(number / kinds);
  switch (number % kinds) {
    case 0:
    case 5: {
      const suffix = suffixes[(2 * round + (number % kinds === 0 ? 0 : 1)) % suffixes.length] ?? "";
      return { ...plain, to: `+573${String(round % networks).padStart(2, "0")}${suffix}` };
    }
    case 1:
      // Every segment of it has a whole token.
      return { ...plain, text: token.repeat(tokensInLongText) };
    case 2:
      return { ...plain, text: `сок ${token}` };
    case 3:
      return { ...plain, onUnknown: "wait" };
    case 4:
      return { ...plain, onUnknown: "fail" };
    default:
      return plain;
  }
}

/** What a text may end as when nothing is unknown about it. */
export function expectedStatuses({ to }: Pick<SoakText, "to">): readonly string[] {
  return otherEnds[to.slice(-suffixDigits)] ?? ["delivered"];
}

/** The number in a segment as the SMSC has it, in whatever alphabet; undefined when it is none of ours. */
export function numberIn(body: Uint8Array): number | undefined {
  const match = /#(\d{8})#/.exec(Buffer.from(body).toString("latin1").replaceAll("\0", ""));
  return match === null ? undefined : Number(match[1]);
}
