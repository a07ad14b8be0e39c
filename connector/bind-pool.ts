import type { LateResult, SubmitResult } from "./bind.ts";
import type { CarrierBindConfig } from "../src/link/carrier-bind-config.ts";
import type { BindStatus } from "../src/link/frames.ts";
import type { Arrival, CarrierBind } from "./carrier-bind.ts";
import { logCodes } from "./log-codes.ts";
import type { LogCode } from "./log-codes.ts";
import type { Log } from "./log.ts";
import { createMeasuredBind } from "./metrics-bind.ts";
import type { PduTap, RequestLabel } from "./session/pdu-tap.ts";
import type { MessageQuery } from "./smpp/bind-client.ts";
import type { QueryResult } from "./smpp/query-result.ts";

export interface BindPoolOptions<Token> {
  carrierId: string;
  now: () => number;
  random: () => number;
  log: Log;
  /** How long the window of a bind that is changed or removed may take to empty. */
  drainMs: number;
  onResult: (token: Token, bindId: string, result: SubmitResult) => void;
  /** The response to a submit whose result was unknown came all the same. */
  onLateResult: (token: Token, bindId: string, result: LateResult) => void;
  onDeliver: (bindId: string, arrival: Arrival, respond: (commandStatus: number) => void) => void;
  /** Some bind may have free slots. */
  onReady: () => void;
  /** `statuses` changed. */
  onStatus: (status: BindStatus) => void;
  /** Who is told of each PDU of a bind, if anybody is. */
  tapOf?: (bindId: string) => PduTap | undefined;
  labelOf?: (token: Token) => RequestLabel | undefined;
}

/** One bind's place: its session ends before another one of the same id begins. */
interface Place<Token> {
  client: CarrierBind<Token>;
  config: CarrierBindConfig;
  status: BindStatus;
  /** What takes the place once the client has stopped; undefined while the client is to stay. */
  next: { config: CarrierBindConfig | undefined } | undefined;
}

/** A bind with room for some submits. */
export interface Share<Token> {
  bindId: string;
  client: CarrierBind<Token>;
  config: CarrierBindConfig;
  slots: number;
}

/** The binds of one carrier, as the edge last configured them. */
export class BindPool<Token> {
  readonly #options: BindPoolOptions<Token>;
  readonly #places = new Map<string, Place<Token>>();
  /** Where `shares` begins, so that no bind is always last. */
  #turn = 0;
  #stopping: Promise<void> | undefined = undefined;

  constructor(options: BindPoolOptions<Token>) {
    this.#options = options;
  }

  /** Makes the binds those of `configs`: unchanged ones stay, changed and missing ones drain and end, new ones begin. */
  configure(configs: readonly CarrierBindConfig[]): void {
    if (this.#stopping !== undefined) {
      return;
    }
    const wanted = new Map(configs.map((config) => [config.id, config]));
    for (const [bindId, place] of this.#places) {
      this.#adjust(bindId, place, wanted.get(bindId));
    }
    for (const config of wanted.values()) {
      if (!this.#places.has(config.id)) {
        this.#begin(config);
      }
    }
  }

  /** Every bind there is, those about to end included. */
  statuses(): BindStatus[] {
    return Array.from(this.#places.values(), ({ status }) => status);
  }

  /** The windows of all binds together. */
  get slots(): number {
    let slots = 0;
    for (const { config } of this.#places.values()) slots += config.windowSize;
    return slots;
  }

  /** Splits up to `count` submits among the binds that have room, in runs, so that parts of a text stay together. */
  shares(count: number): Share<Token>[] {
    const free = Array.from(this.#places, ([bindId, { client, config, next }]) => ({
      bindId,
      client,
      config,
      slots: next === undefined ? client.freeSlots() : 0,
    })).filter(({ slots }) => slots > 0);
    const first = free.length === 0 ? 0 : this.#turn++ % free.length;
    const shares = [...free.slice(first), ...free.slice(0, first)].sort((one, other) => one.slots - other.slots);
    let left = count;
    for (const [index, share] of shares.entries()) {
      share.slots = Math.min(share.slots, Math.ceil(left / (shares.length - index)));
      left -= share.slots;
    }
    return shares.filter(({ slots }) => slots > 0);
  }

  /**
   * Asks what became of a message, on the bind `bindId` where it has room and on any other that has otherwise. False when none
   * has: nothing was asked then. `onResult` tells the rest, once and never before this returns.
   */
  query(query: MessageQuery, bindId: string, onResult: (askedBindId: string, result: QueryResult) => void): boolean {
    const own = this.#places.get(bindId);
    const others = Array.from(this.#places).filter(([id]) => id !== bindId);
    for (const [id, { client, next }] of [...(own === undefined ? [] : [[bindId, own] as const]), ...others]) {
      if (client.query !== undefined && next === undefined && client.freeSlots() > 0) {
        client.query(query, (result) => onResult(id, result));
        return true;
      }
    }
    return false;
  }

  /** Drains and ends all binds; resolves when their sockets are gone. */
  stop(drainMs: number): Promise<void> {
    this.#stopping ??= this.#end(drainMs);
    return this.#stopping;
  }

  async #end(drainMs: number): Promise<void> {
    await Promise.all(Array.from(this.#places.values(), ({ client }) => client.stop({ drainMs })));
  }

  #adjust(bindId: string, place: Place<Token>, config: CarrierBindConfig | undefined): void {
    if (place.next !== undefined) {
      place.next = { config };
      return;
    }
    if (config !== undefined && isSame(config, place.config)) {
      return;
    }
    if (config !== undefined && place.client.reconfigure(config)) {
      place.config = config;
      return;
    }
    place.next = { config };
    void this.#replace(bindId, place);
  }

  async #replace(bindId: string, place: Place<Token>): Promise<void> {
    await place.client.stop({ drainMs: this.#options.drainMs });
    this.#places.delete(bindId);
    if (place.next?.config !== undefined && this.#stopping === undefined) {
      this.#begin(place.next.config);
    } else {
      this.#options.onStatus(place.status);
    }
  }

  #begin(config: CarrierBindConfig): void {
    const { carrierId, now, random, onResult, onLateResult, onDeliver, onReady, tapOf, labelOf } = this.#options;
    const bindId = config.id;
    const client = createMeasuredBind<Token>(carrierId, config, {
      now,
      random,
      log: {
        info: (code, fields) => this.#log(code, fields),
        warn: (code, fields) => this.#log(code, fields),
      },
      onState: (state) => this.#onState(bindId, { bindId, ...state }),
      onResult: (token, result) => onResult(token, bindId, result),
      onLateResult: (token, result) => onLateResult(token, bindId, result),
      onDeliver: (arrival, respond) => onDeliver(bindId, arrival, respond),
      onReady,
      tap: tapOf?.(bindId),
      ...(labelOf !== undefined && { labelOf }),
    });
    this.#places.set(bindId, { client, config, status: { bindId, state: "down", sinceMs: now() }, next: undefined });
    client.start();
  }

  #onState(bindId: string, status: BindStatus): void {
    const place = this.#places.get(bindId);
    if (place !== undefined) {
      place.status = { ...status, ...(status.reason !== undefined && { reason: status.reason.slice(0, 200) }) };
      this.#options.onStatus(place.status);
    }
  }

  #log(code: string, fields: Record<string, string | number>): void {
    const { log, carrierId } = this.#options;
    if (isLogCode(code)) {
      log(code, { carrierId, ...fields });
    } else {
      log("bind.event", { carrierId, event: code, ...fields });
    }
  }
}

function isLogCode(code: string): code is LogCode {
  return Object.hasOwn(logCodes, code);
}

/** Both come from one schema, which fixes the order of their keys. */
function isSame(one: CarrierBindConfig, other: CarrierBindConfig): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
