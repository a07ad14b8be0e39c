import type { Socket } from "node:net";
import { commandStatus, interfaceVersion, messageState } from "../smpp/constants.ts";
import type { BindRequest, QuerySm, QuerySmResponse } from "../smpp/pdu.ts";
import { Session } from "../smpp/session.ts";
import type { BindMode, Connection, Counter } from "./connection.ts";
import { handleRequest } from "./connection.ts";
import { FaultInjector } from "./fault-injector.ts";
import type { Fault } from "./faults.ts";
import type { ServerTls } from "./listener.ts";
import { Listener } from "./listener.ts";
import { Mailbox } from "./mailbox.ts";
import { numberOfId } from "./message-id.ts";
import type { MobileOriginated } from "./mobile-originated.ts";
import { inboundMessage } from "./mobile-originated.ts";
import { outcomeNamed } from "./outcomes.ts";
import type { ReceiptForm } from "./receipt.ts";
import { timeDigits } from "./receipt.ts";
import { Schedule } from "./schedule.ts";
import { SqliteSubmitStore } from "./sqlite-submit-store.ts";
import { SubmitDesk } from "./submit-desk.ts";
import type { SubmitRecord, SubmitStore } from "./submit-store.ts";
import { MemorySubmitStore } from "./submit-store.ts";

export interface SmscOptions {
  host: string;
  /** 0 takes a free one. */
  port: number;
  /** The one system_id let in; any when absent. */
  systemId?: string;
  /** Any when absent. */
  password?: string;
  /** Plain TCP when absent. */
  tls?: ServerTls;
  /** The newest interface_version it speaks; 0x34 when absent. */
  interfaceVersion?: number;
  /** command_status for binds of a newer version; they are let in with its own when absent. */
  newerVersionStatus?: number;
  receiptDelayMs: number;
  receiptForm: ReceiptForm;
  /** SQLite file for submits and outstanding receipts; in memory when absent. */
  dataFile?: string;
  /** Epoch milliseconds. */
  now: () => number;
  /** Milliseconds of a clock that never jumps. */
  monotonicMs?: () => number;
  /** Sessions one system_id may have before ESME_RALYBND. */
  maxSessions?: number;
  /** deliver_sm that may wait for their response at one session. */
  deliverWindowSize?: number;
  /** How long a deliver_sm refused for now is kept before it is sent again. */
  redeliverDelayMs?: number;
  enquireLinkIntervalMs?: number;
  responseTimeoutMs?: number;
}

export interface SmscStats {
  submits: number;
  accepted: number;
  refused: number;
  unanswered: number;
  receiptsAcknowledged: number;
  inboundAcknowledged: number;
  /** deliver_sm written, repetitions included. */
  delivers: number;
  /** deliver_sm that no session has taken yet. */
  waiting: number;
  sessions: { systemId: string; mode: BindMode }[];
}

/** The mailbox every receiver takes from, whatever its system_id. */
const anybody = "";

/**
 * A simulated SMSC: a real SMPP 3.4 server whose outcomes are chosen by the last digits of the destination (see
 * outcomes.ts).
 */
export class SmscSimulator {
  readonly #options: SmscOptions;
  readonly #monotonicMs: () => number;
  readonly #listener: Listener;
  readonly #store: SubmitStore;
  readonly #schedule: Schedule;
  readonly #desk: SubmitDesk;
  readonly #connections = new Set<Connection>();
  readonly #injector: FaultInjector;
  readonly #mailboxes = new Map<string, Mailbox>();
  readonly #counter: Counter;
  #delivers = 0;
  #inboundAcknowledged = 0;

  constructor(options: SmscOptions) {
    this.#options = options;
    this.#monotonicMs = options.monotonicMs ?? (() => performance.now());
    this.#store = options.dataFile === undefined ? new MemorySubmitStore() : new SqliteSubmitStore(options.dataFile);
    this.#schedule = new Schedule(this.#monotonicMs);
    this.#injector = new FaultInjector(this.#connections, this.#schedule, this.#monotonicMs);
    this.#desk = new SubmitDesk({
      store: this.#store,
      schedule: this.#schedule,
      faults: this.#injector.faults,
      receiptDelayMs: options.receiptDelayMs,
      receiptForm: options.receiptForm,
      now: options.now,
      deliver: (systemId, delivery) => this.#mailbox(systemId).deliver(delivery),
    });
    this.#counter = {
      admit: (bind) => this.#admit(bind),
      interfaceVersion: this.#interfaceVersion,
      onBound: (connection) => this.#onBound(connection),
      onSubmit: (connection, systemId, submit) => this.#desk.take(connection, systemId, submit),
      query: (systemId, query) => this.#query(systemId, query),
    };
    this.#listener = new Listener(options.tls, (socket) => this.#accept(socket));
  }

  /** Resolves with where it listens; rejects when it cannot. */
  async listen(): Promise<{ host: string; port: number }> {
    const { host } = this.#options;
    const port = await this.#listener.listen(host, this.#options.port);
    this.#desk.resume();
    return { host, port };
  }

  /** Drops every connection and forgets what is not in the data file. */
  async close(): Promise<void> {
    this.disconnectAll();
    await this.#listener.close();
    this.#schedule.close();
    this.#store.close();
  }

  /** Drops every connection, as a network that fails does; it goes on listening. */
  disconnectAll(): void {
    this.#injector.dropAll();
  }

  /** Makes sessions go wrong, at once or for a while. */
  inject(fault: Fault): void {
    this.#injector.inject(fault);
  }

  /** Sends an MO. Resolves when a session took it, which may be never. */
  injectMo(inbound: MobileOriginated): Promise<void> {
    const systemId = inbound.systemId ?? anybody;
    const message = inboundMessage(inbound);
    return new Promise((resolve) => {
      const onDone = (): void => {
        this.#inboundAcknowledged++;
        resolve();
      };
      this.#mailbox(systemId).deliver({ message: () => message, onDone });
    });
  }

  stats(): SmscStats {
    const waiting = [...this.#mailboxes.values()].reduce((sum, mailbox) => sum + mailbox.waiting, 0);
    return {
      ...this.#desk.counts,
      inboundAcknowledged: this.#inboundAcknowledged,
      delivers: this.#delivers,
      waiting,
      sessions: this.#bound(),
    };
  }

  /** Submits seen, by ascending number. */
  submits(afterNumber: number, limit: number): SubmitRecord[] {
    return this.#store.page(afterNumber, limit);
  }

  #accept(socket: Socket): void {
    const { enquireLinkIntervalMs = 30_000, responseTimeoutMs = 30_000 } = this.#options;
    const session: Session = new Session({
      socket,
      monotonicMs: this.#monotonicMs,
      enquireLinkIntervalMs,
      responseTimeoutMs,
      pauseReadingWhenCongested: true,
      onRequest: (pdu) => handleRequest(connection, pdu, this.#counter),
      onDrain: () => this.#pump(connection),
      onClose: () => this.#onClose(connection),
    });
    const connection: Connection = { session, socket, bound: undefined };
    this.#connections.add(connection);
    this.#injector.onConnection(connection);
  }

  get #interfaceVersion(): number {
    return this.#options.interfaceVersion ?? interfaceVersion.smpp34;
  }

  #admit(bind: BindRequest): number {
    const { systemId, password, maxSessions, newerVersionStatus } = this.#options;
    if (newerVersionStatus !== undefined && bind.interfaceVersion > this.#interfaceVersion) {
      return newerVersionStatus;
    }
    if (this.#injector.faults.is("ghost")) {
      return commandStatus.ESME_RALYBND;
    }
    if (bind.systemId === "" || (systemId !== undefined && bind.systemId !== systemId)) {
      return commandStatus.ESME_RINVSYSID;
    }
    if (password !== undefined && bind.password !== password) {
      return commandStatus.ESME_RINVPASWD;
    }
    const sessions = this.#bound().filter((bound) => bound.systemId === bind.systemId).length;
    return maxSessions !== undefined && sessions >= maxSessions ? commandStatus.ESME_RALYBND : commandStatus.ESME_ROK;
  }

  #bound(): { systemId: string; mode: BindMode }[] {
    return [...this.#connections].flatMap(({ session, bound }) =>
      bound === undefined || !session.isOpen ? [] : [{ systemId: bound.systemId, mode: bound.mode }],
    );
  }

  #onBound(connection: Connection): void {
    for (const mailbox of this.#mailboxesOf(connection)) {
      mailbox.attach(connection.session);
    }
  }

  #onClose(connection: Connection): void {
    this.#connections.delete(connection);
    for (const mailbox of this.#mailboxesOf(connection)) {
      mailbox.detach(connection.session);
      mailbox.pump();
    }
  }

  #pump(connection: Connection): void {
    for (const mailbox of this.#mailboxesOf(connection)) {
      mailbox.pump();
    }
  }

  #mailboxesOf({ bound }: Connection): Mailbox[] {
    const receives = bound !== undefined && bound.mode !== "transmitter";
    return receives ? [this.#mailbox(bound.systemId), this.#mailbox(anybody)] : [];
  }

  #query(systemId: string, { messageId }: QuerySm): Omit<QuerySmResponse, "command" | "messageId"> {
    const number = numberOfId(messageId);
    const found = number === undefined ? undefined : this.#store.find(number);
    if (found === undefined || found.carrierMessageId === null || found.systemId !== systemId) {
      return { commandStatus: commandStatus.ESME_RQUERYFAIL, finalDate: "", messageState: 0, errorCode: 0 };
    }
    const finalMs = found.atMs + this.#options.receiptDelayMs;
    const isFinal = this.#options.now() >= finalMs;
    return {
      commandStatus: commandStatus.ESME_ROK,
      finalDate: isFinal ? `${timeDigits(finalMs)}000+` : "",
      messageState: messageState[isFinal ? outcomeNamed(found.outcome).finalState : "enroute"],
      errorCode: 0,
    };
  }

  #mailbox(systemId: string): Mailbox {
    let mailbox = this.#mailboxes.get(systemId);
    if (mailbox === undefined) {
      mailbox = new Mailbox({
        windowSize: this.#options.deliverWindowSize ?? 500,
        later: (retry) => this.#schedule.after(this.#options.redeliverDelayMs ?? 1_000, retry),
        onSent: () => {
          this.#delivers++;
        },
      });
      this.#mailboxes.set(systemId, mailbox);
    }
    return mailbox;
  }
}
