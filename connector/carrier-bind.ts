import type { BindConfig } from "../src/link/bind-config.ts";
import type { CarrierBindConfig } from "../src/link/carrier-bind-config.ts";
import type { UcpBindConfig } from "../src/link/ucp-bind-config.ts";
import type { BindClientState, BindLog, Declined, HeldSubmit, LateResult, SubmitResult } from "./bind.ts";
import type { Delivery } from "./deliveries.ts";
import { deliveryKey, readDelivery } from "./deliveries.ts";
import type { PduTap, RequestLabel } from "./session/pdu-tap.ts";
import { smppSubmit } from "./smpp-submit.ts";
import type { MessageQuery } from "./smpp/bind-client.ts";
import { BindClient } from "./smpp/bind-client.ts";
import type { QueryResult } from "./smpp/query-result.ts";
import { readUcpDelivery, ucpDeliveryKey } from "./ucp/deliveries.ts";
import { UcpClient } from "./ucp/ucp-client.ts";
import { ucpSubmit } from "./ucp-submit.ts";

/** A receipt or an inbound text as it came, in whichever protocol. */
export interface Arrival {
  /** Equal for a message and its redelivery. */
  key: string;
  /** Who sent it, or whom it tells of, as written; for logs. */
  sender: string;
  read: (bindId: string, atMs: number) => Delivery;
}

/** A bind that holds its session until it is stopped, in whichever protocol. */
export interface CarrierBind<Token> {
  start: () => void;
  /** How many submits would be taken now; `onReady` tells when to ask again. */
  freeSlots: () => number;
  /**
   * Makes a submit ready for the socket, in this protocol. To be called, if at all, in the same turn: `onResult` tells the
   * rest, once and never before the call returns.
   */
  prepare: (submit: HeldSubmit) => ((token: Token) => void) | Declined;
  /**
   * Asks what became of a message, in a slot of its own; `onResult` tells the rest, once and never before this returns.
   * Absent where the protocol has no such question.
   */
  query?: (query: MessageQuery, onResult: (result: QueryResult) => void) => void;
  /** False when the change needs another bind; nothing was taken then. */
  reconfigure: (config: CarrierBindConfig) => boolean;
  /** Lets what is under way finish for up to `drainMs`; resolves when the socket is gone. */
  stop: (options: { drainMs: number }) => Promise<void>;
}

export interface CarrierBindOptions<Token> {
  /** Epoch milliseconds. */
  now: () => number;
  /** A number in [0, 1). */
  random: () => number;
  log: BindLog;
  onState: (state: BindClientState) => void;
  onResult: (token: Token, result: SubmitResult) => void;
  onLateResult: (token: Token, result: LateResult) => void;
  /** `respond` answers with a command_status, whatever the carrier speaks. */
  onDeliver: (arrival: Arrival, respond: (commandStatus: number) => void) => void;
  onReady: () => void;
  tap?: PduTap | undefined;
  labelOf?: (token: Token) => RequestLabel | undefined;
}

/** The bind that speaks the protocol of its configuration. */
export function createCarrierBind<Token>(
  config: CarrierBindConfig,
  options: CarrierBindOptions<Token>,
): CarrierBind<Token> {
  return config.kind === "ucp" ? ucpBind(config, options) : smppBind(config, options);
}

function smppBind<Token>(config: BindConfig, options: CarrierBindOptions<Token>): CarrierBind<Token> {
  const client = new BindClient<Token>({
    ...options,
    config,
    onDeliver: (deliver, respond) =>
      options.onDeliver(
        {
          key: deliveryKey(deliver),
          sender: deliver.sourceAddr,
          read: (bindId, atMs) => readDelivery(deliver, bindId, atMs),
        },
        respond,
      ),
  });
  return {
    start: () => client.start(),
    freeSlots: () => client.freeSlots(),
    prepare: (submit) => {
      const fields = smppSubmit(submit, options.now());
      return "outcome" in fields ? fields : (token) => client.submit(token, fields);
    },
    query: (query, onResult) => client.query(query, onResult),
    reconfigure: (next) => next.kind === "smpp" && client.reconfigure(next),
    stop: (how) => client.stop(how),
  };
}

function ucpBind<Token>(config: UcpBindConfig, options: CarrierBindOptions<Token>): CarrierBind<Token> {
  const client = new UcpClient<Token>({
    ...options,
    config,
    onDeliver: (deliver, respond) =>
      options.onDeliver(
        {
          key: ucpDeliveryKey(deliver),
          sender: deliver.kind === "inbound" ? deliver.from : deliver.recipient,
          read: (bindId, atMs) => readUcpDelivery(deliver, bindId, atMs),
        },
        respond,
      ),
  });
  return {
    start: () => client.start(),
    freeSlots: () => client.freeSlots(),
    prepare: (submit) => {
      const segment = ucpSubmit(submit, options.now());
      return "outcome" in segment ? segment : (token) => client.submit(token, segment);
    },
    reconfigure: (next) => next.kind === "ucp" && client.reconfigure(next),
    stop: (how) => client.stop(how),
  };
}
