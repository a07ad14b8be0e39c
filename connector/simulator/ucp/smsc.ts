import type { Socket } from "node:net";
import type { Frame } from "../../ucp/frame.ts";
import { operation, readFields } from "../../ucp/fields.ts";
import { fromHex } from "../../ucp/hex.ts";
import { Session } from "../../ucp/session.ts";
import type { ServerTls } from "../listener.ts";
import { Listener } from "../listener.ts";
import { Schedule } from "../schedule.ts";
import type { SubmitRecord, SubmitStore } from "../submit-store.ts";
import { MemorySubmitStore } from "../submit-store.ts";
import { Mailbox } from "./mailbox.ts";
import type { UcpMobileOriginated } from "./operations.ts";
import { inboundOperation } from "./operations.ts";
import { UcpSubmitDesk } from "./submit-desk.ts";

export interface UcpSmscOptions {
  host: string;
  /** 0 takes a free one. */
  port: number;
  /** The one OAdC let in; any when absent. */
  systemId?: string;
  /** Any when absent. */
  password?: string;
  /** Plain TCP when absent. */
  tls?: ServerTls;
  receiptDelayMs: number;
  /** Epoch milliseconds. */
  now: () => number;
  /** Milliseconds of a clock that never jumps. */
  monotonicMs?: () => number;
  /** Operations that may wait for their result at one session, up to 100. */
  deliverWindowSize?: number;
  /** How long an operation refused for now is kept before it is sent again. */
  redeliverDelayMs?: number;
  responseTimeoutMs?: number;
}

export interface UcpSmscStats {
  submits: number;
  accepted: number;
  refused: number;
  unanswered: number;
  receiptsAcknowledged: number;
  inboundAcknowledged: number;
  /** Operations written, repetitions included. */
  delivers: number;
  /** Operations that no session has taken yet. */
  waiting: number;
  /** OAdC of each session that is logged in. */
  sessions: string[];
}

interface Connection {
  session: Session;
  systemId: string | undefined;
}

/** The mailbox every session takes from, whoever logged in. */
const anybody = "";

const errorCode = { notSupported: 3, notAllowed: 4, authentication: 7, syntax: 2 } as const;
const openSession = "1";

/** A simulated SMSC that speaks EMI/UCP, with the outcomes of the SMPP one (see ../outcomes.ts). */
export class UcpSmscSimulator {
  readonly #options: UcpSmscOptions;
  readonly #monotonicMs: () => number;
  readonly #listener: Listener;
  readonly #store: SubmitStore = new MemorySubmitStore();
  readonly #schedule: Schedule;
  readonly #desk: UcpSubmitDesk;
  readonly #connections = new Set<Connection>();
  readonly #mailboxes = new Map<string, Mailbox>();
  #delivers = 0;
  #inboundAcknowledged = 0;

  constructor(options: UcpSmscOptions) {
    this.#options = options;
    this.#monotonicMs = options.monotonicMs ?? (() => performance.now());
    this.#schedule = new Schedule(this.#monotonicMs);
    this.#desk = new UcpSubmitDesk({
      store: this.#store,
      schedule: this.#schedule,
      receiptDelayMs: options.receiptDelayMs,
      now: options.now,
      deliver: (systemId, delivery) => this.#mailbox(systemId).deliver(delivery),
    });
    this.#listener = new Listener(options.tls, (socket) => this.#accept(socket));
  }

  /** Resolves with where it listens; rejects when it cannot. */
  async listen(): Promise<{ host: string; port: number }> {
    const { host } = this.#options;
    return { host, port: await this.#listener.listen(host, this.#options.port) };
  }

  /** Drops every connection and forgets everything. */
  async close(): Promise<void> {
    this.disconnectAll();
    await this.#listener.close();
    this.#schedule.close();
    this.#store.close();
  }

  /** Drops every connection, as a network that fails does; it goes on listening. */
  disconnectAll(): void {
    for (const { session } of this.#connections) {
      session.destroy();
    }
  }

  /** Sends an MO. Resolves when a session took it, which may be never; rejects for what UCP cannot say. */
  injectMo(inbound: UcpMobileOriginated): Promise<void> {
    const outgoing = inboundOperation(inbound, this.#options.now());
    if (outgoing === undefined) {
      return Promise.reject(new Error("UCP cannot say this message"));
    }
    return new Promise((resolve) => {
      const onDone = (): void => {
        this.#inboundAcknowledged++;
        resolve();
      };
      this.#mailbox(inbound.systemId ?? anybody).deliver({ ...outgoing, onDone });
    });
  }

  stats(): UcpSmscStats {
    return {
      ...this.#desk.counts,
      inboundAcknowledged: this.#inboundAcknowledged,
      delivers: this.#delivers,
      waiting: [...this.#mailboxes.values()].reduce((sum, mailbox) => sum + mailbox.waiting, 0),
      sessions: [...this.#connections].flatMap(({ systemId }) => (systemId === undefined ? [] : [systemId])),
    };
  }

  /** Submits seen, by ascending number. */
  submits(afterNumber: number, limit: number): SubmitRecord[] {
    return this.#store.page(afterNumber, limit);
  }

  #accept(socket: Socket): void {
    const session: Session = new Session({
      socket,
      monotonicMs: this.#monotonicMs,
      keepaliveIntervalMs: Number.POSITIVE_INFINITY,
      responseTimeoutMs: this.#options.responseTimeoutMs ?? 30_000,
      pauseReadingWhenCongested: true,
      onOperation: (frame) => this.#onOperation(connection, frame),
      onDrain: () => this.#pump(connection),
      onClose: () => this.#onClose(connection),
    });
    const connection: Connection = { session, systemId: undefined };
    this.#connections.add(connection);
  }

  #onOperation(connection: Connection, frame: Frame): void {
    const { session, systemId } = connection;
    const refuse = (code: number): void => session.respond(frame, { ok: false, errorCode: code, systemMessage: "" });
    if (frame.operation === operation.session) {
      return this.#onLogin(connection, frame, refuse);
    }
    if (frame.operation !== operation.submit) {
      return refuse(errorCode.notSupported);
    }
    return systemId === undefined ? refuse(errorCode.notAllowed) : this.#desk.take(session, systemId, frame);
  }

  #onLogin(connection: Connection, frame: Frame, refuse: (code: number) => void): void {
    const login = readFields(60, frame.fields);
    const password = login === undefined ? undefined : fromHex(login.pwd);
    if (login === undefined || password === undefined || login.oadc === "") {
      return refuse(errorCode.syntax);
    }
    if (login.styp !== openSession || connection.systemId !== undefined) {
      return refuse(errorCode.notAllowed);
    }
    if (!this.#isKnown(login.oadc, Buffer.from(password).toString("latin1"))) {
      return refuse(errorCode.authentication);
    }
    connection.systemId = login.oadc;
    connection.session.respond(frame, { ok: true, systemMessage: "" });
    for (const mailbox of this.#mailboxesOf(connection)) {
      mailbox.attach(connection.session);
    }
  }

  #isKnown(systemId: string, password: string): boolean {
    const { systemId: knownId, password: knownPassword } = this.#options;
    return (
      (knownId === undefined || systemId === knownId) && (knownPassword === undefined || password === knownPassword)
    );
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

  #mailboxesOf({ systemId }: Connection): Mailbox[] {
    return systemId === undefined ? [] : [this.#mailbox(systemId), this.#mailbox(anybody)];
  }

  #mailbox(systemId: string): Mailbox {
    let mailbox = this.#mailboxes.get(systemId);
    if (mailbox === undefined) {
      mailbox = new Mailbox({
        // Two mailboxes share a session's numbers.
        windowSize: Math.min(this.#options.deliverWindowSize ?? 50, 100),
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
