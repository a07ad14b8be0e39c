import type { BindConfig } from "../src/link/bind-config.ts";
import type { CarrierBindConfig } from "../src/link/carrier-bind-config.ts";
import type { UcpBindConfig } from "../src/link/ucp-bind-config.ts";
import type { BindClientState, BindLog, Declined, HeldSubmit } from "./bind.ts";
import type { Delivery } from "./deliveries.ts";
import { deliveryKey, readDelivery } from "./deliveries.ts";
import { outgoingSegment } from "./outgoing-segment.ts";
import { smppSubmit } from "./smpp-submit.ts";
import { BindClient } from "./smpp/bind-client.ts";
import type { LateResult, SubmitResult } from "./smpp/submit-result.ts";
import { readUcpDelivery, ucpDeliveryKey } from "./ucp/deliveries.ts";
import { UcpClient } from "./ucp/ucp-client.ts";

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
    prepare: ({ parts, text }) => {
      if (parts.length > 1) return { outcome: "unsent", reason: "UCP has no submit for all parts of a text" };
      const segment = outgoingSegment(text, parts[0].segment);
      if (typeof segment === "string") return { outcome: "invalid", reason: segment };
      return (token) => client.submit(token, segment);
    },
    reconfigure: (next) => next.kind === "ucp" && client.reconfigure(next),
    stop: (how) => client.stop(how),
  };
}
