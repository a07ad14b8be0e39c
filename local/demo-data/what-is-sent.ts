import type { MessageStatus } from "../../src/sms/status.ts";

export interface Country {
  weight: number;
  code: string;
  /** What numbers begin with, and how many digits follow. */
  prefix: string;
  digits: number;
  carrierId: string;
}

export const countries: readonly [Country, ...Country[]] = [
  { weight: 45, code: "CO", prefix: "+57300", digits: 7, carrierId: "default" },
  { weight: 25, code: "MX", prefix: "+5255", digits: 8, carrierId: "default" },
  { weight: 15, code: "ES", prefix: "+346", digits: 8, carrierId: "second" },
  { weight: 10, code: "PE", prefix: "+519", digits: 8, carrierId: "second" },
  { weight: 5, code: "DE", prefix: "+49151", digits: 8, carrierId: "second" },
];

export interface Text {
  weight: number;
  lane: "otp" | "normal" | "bulk";
  sender: string;
  body: string;
  encoding: "gsm7" | "ucs2";
  segments: number;
}

export const texts: readonly [Text, ...Text[]] = [
  {
    weight: 50,
    lane: "otp",
    sender: "Heliograph",
    body: "Your code is 123456. Do not tell anyone.",
    encoding: "gsm7",
    segments: 1,
  },
  {
    weight: 25,
    lane: "normal",
    sender: "Parcels",
    body: "Your parcel arrives today between 14 and 16 h.",
    encoding: "gsm7",
    segments: 1,
  },
  {
    weight: 15,
    lane: "normal",
    sender: "Clinic",
    body: "Mañana a las 10: su cita. 📅 Responda SI para confirmar.",
    encoding: "ucs2",
    segments: 1,
  },
  {
    weight: 10,
    lane: "bulk",
    sender: "Sale",
    body: "Everything for the garden at half the price until Sunday, in all our shops and online. Show this text at the till and we add a bag of seeds for you, as long as there are any left of them. Reply STOP to opt out.",
    encoding: "gsm7",
    segments: 2,
  },
];

export interface Ending {
  weight: number;
  status: MessageStatus;
  /** What the carrier's receipt said; null where there was none. */
  receipt: string | null;
  errorCode: string | null;
}

/** What becomes of messages. Those that wait for their time are in objects, and are not made up. */
export const endings: readonly [Ending, ...Ending[]] = [
  { weight: 935, status: "delivered", receipt: "delivered", errorCode: null },
  { weight: 25, status: "undelivered", receipt: "undeliverable", errorCode: "027" },
  { weight: 12, status: "expired", receipt: "expired", errorCode: null },
  { weight: 8, status: "rejected", receipt: "rejected", errorCode: "ESME_RINVDSTADR" },
  { weight: 8, status: "failed", receipt: null, errorCode: "no_route" },
  { weight: 5, status: "sent", receipt: null, errorCode: null },
  { weight: 4, status: "unknown", receipt: null, errorCode: null },
  { weight: 3, status: "canceled", receipt: null, errorCode: null },
];

export const answers = ["SI", "NO", "Gracias", "Who is this?", "STOP", "Ok, see you then"] as const;

/** The number of an account that handsets write to. */
export function ownNumberOf(accountId: string): string {
  let digits = 0;
  for (const character of accountId) digits = (digits * 31 + character.charCodeAt(0)) % 1_000_000;
  return `+573009${String(digits).padStart(6, "0")}`;
}
