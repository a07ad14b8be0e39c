import type { UnknownPolicy } from "../../src/messages/message.ts";

/** A text of the torture; all about it follows from its number. */
export interface TortureText {
  number: number;
  to: string;
  from: string;
  text: string;
  onUnknown?: UnknownPolicy;
  /** How long after it was accepted it is to go, ms. */
  dueInMs?: number;
  /** The customer asks for its cancelation at once. */
  isCanceled?: true;
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
/** Those that are canceled are so in time, but where the edge takes long to answer. */
const dueInMs = { shortest: 3_000, steps: 5, canceled: 4_000 };
/** Texts of recurring schedules have numbers from here on, the first twelve of them ordinary texts. */
export const firstScheduledNumber = 90_000_008;

export function tortureText(number: number): TortureText {
  const token = `#${String(number).padStart(8, "0")}#`;
  const plain = { number, to: `+5731${String(number).padStart(8, "0")}`, from: "Heliograph", text: `torture ${token}` };
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
    case 6:
      return { ...plain, dueInMs: dueInMs.shortest + (round % dueInMs.steps) * 1_000 };
    case 7:
      return { ...plain, dueInMs: dueInMs.canceled, isCanceled: true };
    default:
      return plain;
  }
}

/** What a text may end as when nothing is unknown about it. */
export function expectedStatuses({ to }: Pick<TortureText, "to">): readonly string[] {
  return otherEnds[to.slice(-suffixDigits)] ?? ["delivered"];
}

/** The number in a segment as the SMSC has it, in whatever alphabet; undefined when it is none of ours. */
export function numberIn(body: Uint8Array): number | undefined {
  const match = /#(\d{8})#/.exec(Buffer.from(body).toString("latin1").replaceAll("\0", ""));
  return match === null ? undefined : Number(match[1]);
}
