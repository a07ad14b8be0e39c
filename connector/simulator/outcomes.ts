import type { MessageState } from "../smpp/constants.ts";
import { commandStatus } from "../smpp/constants.ts";

/**
 * What the simulated SMSC does with a submit_sm instead of accepting it. ignore: neither accepts nor answers. withhold:
 * accepts, and does not answer. disconnect: neither accepts nor answers, and drops the connection.
 */
export type Reaction =
  | { kind: "refuse"; commandStatus: number }
  | { kind: "ignore" }
  | { kind: "withhold" }
  | { kind: "disconnect" };

/**
 * How a message id is written. plain: the same decimal number everywhere. hex: hexadecimal in submit_sm_resp, decimal in the
 * receipt. padded: upper-case hexadecimal in submit_sm_resp, lower-case with leading zeros in the receipt.
 */
export type IdForm = "plain" | "hex" | "padded";

export interface Outcome {
  /** Last digits of the destination that choose this outcome; empty for every other destination. */
  suffix: string;
  name: string;
  /** One sentence for people. */
  description: string;
  /** Applies to the first `times` submits of the same text to the same number; later ones are accepted. */
  first?: { times: number; reaction: Reaction };
  /** How long the submit_sm_resp takes. */
  responseDelayMs?: number;
  idForm: IdForm;
  /** Receipts of an accepted message, in the order they are sent, each one receipt delay after the one before. */
  receipts: readonly MessageState[];
  /** The first receipt is written ahead of the submit_sm_resp. */
  receiptFirst?: boolean;
  /** What query_sm answers once the receipt delay is over. */
  finalState: MessageState;
}

const delivered = { idForm: "plain", receipts: ["delivered"], finalState: "delivered" } as const;

/** What happens to everything the table does not name. */
const ordinaryOutcome: Outcome = {
  ...delivered,
  suffix: "",
  name: "delivered",
  description: "Accepted and delivered.",
};

/**
 * Outcomes by the last seven digits of the destination. Counters and random numbers of tests and benches hardly ever end in
 * 9999 and three more digits of this list.
 */
export const outcomes: readonly Outcome[] = [
  {
    suffix: "9999001",
    name: "undeliverable",
    description: "Accepted, then a receipt with UNDELIV.",
    idForm: "plain",
    receipts: ["undeliverable"],
    finalState: "undeliverable",
  },
  {
    suffix: "9999002",
    name: "rejected",
    description: "Accepted, then a receipt with REJECTD.",
    idForm: "plain",
    receipts: ["rejected"],
    finalState: "rejected",
  },
  {
    suffix: "9999003",
    name: "expired",
    description: "Accepted, then a receipt with EXPIRED.",
    idForm: "plain",
    receipts: ["expired"],
    finalState: "expired",
  },
  {
    ...delivered,
    suffix: "9999004",
    name: "invalid_destination",
    description: "Every submit is refused with ESME_RINVDSTADR (0x0B).",
    first: {
      times: Number.POSITIVE_INFINITY,
      reaction: { kind: "refuse", commandStatus: commandStatus.ESME_RINVDSTADR },
    },
  },
  {
    ...delivered,
    suffix: "9999005",
    name: "throttled",
    description: "The first three submits of a text are refused with ESME_RTHROTTLED (0x58), the next is delivered.",
    first: { times: 3, reaction: { kind: "refuse", commandStatus: commandStatus.ESME_RTHROTTLED } },
  },
  {
    ...delivered,
    suffix: "9999006",
    name: "queue_full_once",
    description: "The first submit of a text is refused with ESME_RMSGQFUL (0x14), the next is delivered.",
    first: { times: 1, reaction: { kind: "refuse", commandStatus: commandStatus.ESME_RMSGQFUL } },
  },
  {
    ...delivered,
    suffix: "9999007",
    name: "receipt_first",
    description: "The receipt (DELIVRD) arrives before the submit_sm_resp.",
    receiptFirst: true,
  },
  {
    ...delivered,
    suffix: "9999008",
    name: "lost_once",
    description: "The first submit of a text is neither answered nor delivered, the next is delivered.",
    first: { times: 1, reaction: { kind: "ignore" } },
  },
  {
    ...delivered,
    suffix: "9999009",
    name: "duplicate_receipt",
    description: "Delivered, and the receipt comes twice.",
    receipts: ["delivered", "delivered"],
  },
  {
    ...delivered,
    suffix: "9999010",
    name: "hex_id",
    description: "Delivered; the message id is hexadecimal in the submit_sm_resp and decimal in the receipt.",
    idForm: "hex",
  },
  {
    ...delivered,
    suffix: "9999011",
    name: "enroute_first",
    description: "A receipt with ENROUTE, then one with DELIVRD.",
    receipts: ["enroute", "delivered"],
  },
  {
    ...delivered,
    suffix: "9999012",
    name: "no_receipt",
    description: "Accepted; no receipt ever comes, and query_sm says delivered.",
    receipts: [],
  },
  {
    ...delivered,
    suffix: "9999013",
    name: "receipts_out_of_order",
    description: "A receipt with DELIVRD, then one with ENROUTE.",
    receipts: ["delivered", "enroute"],
  },
  {
    ...delivered,
    suffix: "9999014",
    name: "slow_response",
    description: "Delivered; the submit_sm_resp takes two seconds.",
    responseDelayMs: 2_000,
  },
  {
    ...delivered,
    suffix: "9999015",
    name: "padded_id",
    description:
      "Delivered; the id is upper-case in the submit_sm_resp and lower-case with leading zeros in the receipt.",
    idForm: "padded",
  },
  {
    ...delivered,
    suffix: "9999016",
    name: "disconnect_once",
    description: "The first submit of a text drops the connection unanswered, the next is delivered.",
    first: { times: 1, reaction: { kind: "disconnect" } },
  },
  {
    ...delivered,
    suffix: "9999017",
    name: "system_error_once",
    description: "The first submit of a text is refused with ESME_RSYSERR (0x08), the next is delivered.",
    first: { times: 1, reaction: { kind: "refuse", commandStatus: commandStatus.ESME_RSYSERR } },
  },
  {
    suffix: "9999018",
    name: "unknown_state",
    description: "Accepted, then a receipt with UNKNOWN.",
    idForm: "plain",
    receipts: ["unknown"],
    finalState: "unknown",
  },
  {
    ...delivered,
    suffix: "9999019",
    name: "response_lost_once",
    description: "The first submit of a text is delivered and never answered: its receipt names an id nobody was told.",
    first: { times: 1, reaction: { kind: "withhold" } },
  },
];

const suffixDigits = 7;
const bySuffix = new Map(outcomes.map((outcome) => [outcome.suffix, outcome]));

export function outcomeFor(destination: string): Outcome {
  return bySuffix.get(destination.slice(-suffixDigits)) ?? ordinaryOutcome;
}

const byName = new Map([ordinaryOutcome, ...outcomes].map((outcome) => [outcome.name, outcome]));

/** The outcome of that name; the ordinary one for a name no longer in the table. */
export function outcomeNamed(name: string): Outcome {
  return byName.get(name) ?? ordinaryOutcome;
}
