import { decideQuery, maxQueryTries, queryDelayMs } from "../../src/carriers/decide-query.ts";
import type { CarrierEvent } from "../../src/messages/message.ts";
import { hopSuffix } from "../../src/messages/moved.ts";
import type { QueryReport, QueryRequest, SegmentResult } from "../../src/link/frames.ts";
import { carrierAddress } from "../../src/link/submit-addresses.ts";
import { commandStatusOf } from "../../src/sms/command-status.ts";
import type { AlarmBook } from "../lib/alarm-book.ts";
import type { EventLog } from "../lib/event-log.ts";
import type { Configuration } from "./configuration.ts";
import type { LeaseDesk } from "./lease-desk.ts";
import { type Links, sendFrame } from "./links.ts";
import { type DueQuery, QueryBook } from "./query-book.ts";
import type { MatchedReceipt, ReceiptBook } from "./receipt-book.ts";

export const queryAlarm = "query";

/** Questions that connectors have and have not answered, at most. */
const maxInFlight = 50;
/** A question without an answer for this long makes room for another. */
const answerWithinMs = 120_000;
const dueBatch = 2_000;
/** How soon it is looked again for what found no room, and for what found no bind. */
const roomDelayMs = 1_000;
const bindDelayMs = 30_000;
/** How long a segment without an id is kept for a late response; receipts are matched as long. */
const lateResponseMs = 5 * 24 * 3_600_000;

export interface QueryDeskOptions {
  sql: SqlStorage;
  alarms: AlarmBook;
  configuration: Configuration;
  links: Links;
  leases: LeaseDesk;
  receipts: ReceiptBook;
  events: EventLog<CarrierEvent>;
  now: () => number;
}

/**
 * The policy `query`: segments that the SMSC took and whose final receipt is overdue are asked about over SMPP, a few times
 * with growing waits. Only texts of this policy have rows here. A question that is lost is asked again when the next is due.
 */
export class QueryDesk {
  readonly #options: QueryDeskOptions;
  readonly #book: QueryBook;
  /** When each question that connectors have was asked, by message and id; a new instance begins with none. */
  readonly #inFlight = new Map<string, number>();
  /** No row is due before this. */
  #armedAtMs: number;

  constructor(options: QueryDeskOptions) {
    this.#options = options;
    this.#book = new QueryBook(options.sql);
    this.#armedAtMs = this.#book.nextDueAtMs ?? Number.POSITIVE_INFINITY;
  }

  /** The alarms this sets, by kind. */
  readonly handlers = { [queryAlarm]: () => this.#ask() };

  /** Notes a result of a text whose policy is `query`. Without an id it waits for a late response to name one. */
  watch({ messageId, segment, bindId, outcome, carrierMessageId }: SegmentResult, from: string): void {
    if (outcome !== "unknown" && (outcome !== "accepted" || carrierMessageId === undefined)) return;
    const { configuration, now } = this.#options;
    const source = carrierAddress(configuration.submitProfile.source, from);
    if ("reason" in source || !this.#speaksSmpp(bindId)) return;
    const dueAtMs = now() + (outcome === "accepted" ? this.#delayMs(0) : lateResponseMs);
    this.#book.put({ messageId, segment, carrierMessageId: carrierMessageId ?? null, bindId, source, dueAtMs });
    this.#arm(dueAtMs);
  }

  /** A response came after its segment was given up. It matters where `watch` noted the segment without an id. */
  learn({ messageId, segment, bindId, carrierMessageId }: SegmentResult): void {
    if (carrierMessageId === undefined) return;
    const dueAtMs = this.#options.now() + this.#delayMs(0);
    if (this.#book.learn({ messageId, segment, bindId, carrierMessageId, dueAtMs })) this.#arm(dueAtMs);
  }

  /** Applies what became of questions. Returns the final states, which count as receipts do. */
  settle(reports: readonly QueryReport[]): MatchedReceipt[] {
    return reports.flatMap((report) => this.#settle(report));
  }

  #settle(report: QueryReport): MatchedReceipt[] {
    const { messageId, carrierMessageId } = report;
    this.#inFlight.delete(inFlightKey(report));
    const tries = this.#book.triesOf(messageId, carrierMessageId);
    if (tries === null) return [];
    const open = this.#options.receipts
      .segmentsOf(messageId, carrierMessageId)
      .filter(({ finalState }) => finalState === null);
    if (open.length === 0) {
      this.#book.end(messageId, carrierMessageId);
      return [];
    }
    const decision = decideQuery(report, tries);
    switch (decision.action) {
      case "settle":
        this.#book.end(messageId, carrierMessageId);
        return open.map((segment) => ({ origin: "query", receipt: receiptOf(report, decision.state), segment }));
      case "postpone": {
        const dueAtMs = this.#options.now() + bindDelayMs;
        this.#book.schedule(messageId, carrierMessageId, Math.max(0, tries - 1), dueAtMs);
        this.#arm(dueAtMs);
        return [];
      }
      case "later":
        this.#record(report, open, tries);
        return [];
      case "stop":
        this.#book.end(messageId, carrierMessageId);
        this.#record(report, open, tries);
        return [];
    }
  }

  /** Asks what is due, as much as may be asked at once. */
  #ask(): void {
    const nowMs = this.#options.now();
    for (const [key, askedAtMs] of this.#inFlight) if (askedAtMs <= nowMs - answerWithinMs) this.#inFlight.delete(key);
    const due = this.#book.due(nowMs, dueBatch);
    const open = this.#options.receipts.openAmong(due);
    const isOver = (query: DueQuery): boolean => !open.has(query) || query.tries >= maxQueryTries;
    this.#book.forget(due.filter(isOver));
    const sockets = this.#socketsByBind();
    const [anySocket] = sockets.values();
    const asked = new Map<WebSocket, QueryRequest[]>();
    for (const { messageId, segment, carrierMessageId, bindId, source, tries } of due.filter((row) => !isOver(row))) {
      const socket = sockets.get(bindId) ?? anySocket;
      if (socket === undefined || this.#inFlight.size >= maxInFlight) break;
      const request = { messageId, segment, carrierMessageId, source, bindId };
      if (this.#inFlight.has(inFlightKey(request))) continue;
      this.#inFlight.set(inFlightKey(request), nowMs);
      this.#book.schedule(messageId, carrierMessageId, tries + 1, nowMs + this.#delayMs(tries + 1));
      asked.set(socket, [...(asked.get(socket) ?? []), request]);
    }
    for (const [socket, queries] of asked) sendFrame(socket, { type: "query", queries });
    this.#rearm(nowMs + (anySocket === undefined ? bindDelayMs : roomDelayMs));
  }

  /** Sets the alarm for what is due next, and not before `earliestMs`. */
  #rearm(earliestMs: number): void {
    const nextMs = this.#book.nextDueAtMs;
    this.#armedAtMs = nextMs === null ? Number.POSITIVE_INFINITY : Math.max(nextMs, earliestMs);
    if (nextMs !== null) this.#options.alarms.set(queryAlarm, "", this.#armedAtMs);
  }

  #arm(dueAtMs: number): void {
    if (dueAtMs >= this.#armedAtMs) return;
    this.#armedAtMs = dueAtMs;
    this.#options.alarms.set(queryAlarm, "", dueAtMs);
  }

  /** The connector that has each bind a question may go out on. */
  #socketsByBind(): Map<string, WebSocket> {
    const { configuration, leases, links } = this.#options;
    const askable = new Set(
      configuration.current?.binds
        .filter((bind) => bind.kind === "smpp" && bind.mode !== "receiver")
        .map(({ id }) => id),
    );
    const sockets = new Map<string, WebSocket>();
    for (const { socket, state } of links.all()) {
      if (!state.resumed || state.capabilities?.includes("query") !== true) continue;
      for (const { bindId, state: bindState } of state.binds) {
        const isUp = bindState === "bound" && askable.has(bindId) && leases.holds(state.journal, bindId);
        if (isUp) sockets.set(bindId, socket);
      }
    }
    return sockets;
  }

  /** Whether a result came over SMPP; one without a bind comes from a connector that is lost. */
  #speaksSmpp(bindId: string): boolean {
    const binds = this.#options.configuration.current?.binds ?? [];
    return binds.some(({ id, kind }) => kind === "smpp" && (bindId === "" || id === bindId));
  }

  #delayMs(tries: number): number {
    return queryDelayMs(tries, this.#options.configuration.current?.queryAfterSeconds ?? 0);
  }

  /** Writes an answer that settles nothing into the timelines. */
  #record(report: QueryReport, segments: readonly MatchedReceipt["segment"][], tries: number): void {
    const { carrierMessageId, bindId, outcome, state, commandStatus, reason, atMs } = report;
    const said = outcome === "rejected" ? commandStatusOf(commandStatus ?? 0).name : (state ?? "no_response");
    for (const { accountId, messageId, segment, hops } of segments) {
      this.#options.events.add({
        accountId,
        messageId,
        key: `query.${segment}.${tries}${hopSuffix(hops)}`,
        entry: {
          type: "query",
          atMs,
          segment: segment + 1,
          attempt: tries,
          carrierId: this.#options.configuration.current?.id ?? "",
          bindId,
          carrierMessageId,
          outcome: said,
          ...(reason !== undefined && { reason }),
        },
      });
    }
  }
}

function inFlightKey({ messageId, carrierMessageId }: Pick<QueryRequest, "messageId" | "carrierMessageId">): string {
  return `${messageId}:${carrierMessageId}`;
}

function receiptOf(report: QueryReport, state: MatchedReceipt["receipt"]["state"]): MatchedReceipt["receipt"] {
  const { carrierMessageId, bindId, errorCode, atMs } = report;
  return {
    carrierMessageId,
    state,
    ...(errorCode !== undefined && { errorCode: String(errorCode) }),
    address: "",
    bindId,
    atMs,
  };
}
