import type { KannelTarget, Target } from "../requests.ts";
import type { RootProcess } from "./process-meter.ts";
import type { Sink } from "./sink/sink.ts";
import type { Smsc } from "./smsc/smsc.ts";

/** The processes of the bench that every gateway is measured against, and what was asked for on the command line. */
export interface Bench {
  smsc: Smsc;
  sink: Sink;
  settings: Settings;
}

export interface Settings {
  rounds: number;
  /** Of each measurement. */
  seconds: number;
  /** Instead of so many seconds, so many texts; for (i), how many are scheduled. */
  texts: number | null;
  /** Connections that send one text a request. */
  clients: number;
  /** Requests per second where they come at fixed times. */
  rate: number;
  /** Of (g). */
  accounts: number;
  /** Texts of (h). */
  backlog: number;
}

/** What comes back for a text. */
export interface Returns {
  /** Whether each text gets a receipt, told of by a callback. */
  receipts: boolean;
  /** Whether texts from handsets come in and are handed on. */
  inbound: boolean;
}

/** A gateway that runs, whichever it is. */
export interface Gateway {
  target: Target | KannelTarget;
  /** What signs its callbacks. */
  secret: string | null;
  processes: readonly RootProcess[];
}

export const shortCode = "85432";
/** From a submit to its receipt, where there are receipts: no multiple of any rate's interval, or receipts would meet the submits behind them. */
export const receiptDelayMs = 573;
