import type { Socket } from "node:net";
import type { Connection, PeerSession } from "./connection.ts";
import { FaultInjector } from "./fault-injector.ts";
import type { Fault, Faults } from "./faults.ts";
import type { ServerTls } from "./listener.ts";
import { Listener } from "./listener.ts";
import type { Verdict } from "./mailbox.ts";
import { Mailboxes } from "./mailboxes.ts";
import { Schedule } from "./schedule.ts";
import { SqliteSubmitStore } from "./sqlite-submit-store.ts";
import type { SubmitProtocol, Submitted, Ticket } from "./submit-desk.ts";
import { SubmitDesk } from "./submit-desk.ts";
import type { SubmitRecord, SubmitStore } from "./submit-store.ts";
import { MemorySubmitStore } from "./submit-store.ts";

/** What every simulated SMSC can be told. */
export interface CentreOptions {
  host: string;
  /** 0 takes a free one. */
  port: number;
  /** The one system_id let in; any when absent. */
  systemId?: string;
  /** Any when absent. */
  password?: string;
  /** Plain TCP when absent. */
  tls?: ServerTls;
  receiptDelayMs: number;
  /** SQLite file for submits and outstanding receipts; in memory when absent. */
  dataFile?: string;
  /** Epoch milliseconds. */
  now: () => number;
  /** Milliseconds of a clock that never jumps. */
  monotonicMs?: () => number;
  /** How long a connection may be there without a session before it is closed. */
  bindTimeoutMs?: number;
  /** Messages to a client that may wait for their answer at one session. */
  deliverWindowSize?: number;
  /** How long a message refused for now is kept before it is sent again. */
  redeliverDelayMs?: number;
  responseTimeoutMs?: number;
}

export interface CentreStats {
  submits: number;
  accepted: number;
  refused: number;
  unanswered: number;
  receiptsAcknowledged: number;
  /** MO it was given. */
  inboundTaken: number;
  inboundAcknowledged: number;
  /** Receipts and MO written, repetitions included. */
  delivers: number;
  /** Those that no session has taken yet. */
  waiting: number;
}

/** How a protocol does what every SMSC does. */
export interface CentreProtocol<
  Session extends PeerSession,
  Peer extends Connection<Session>,
  Asked extends Ticket,
  Content,
> extends SubmitProtocol<Asked, Content> {
  /** A connection is there; `callbacks` are told what becomes of its socket. */
  open: (socket: Socket, callbacks: { onDrain: (peer: Peer) => void; onClose: (peer: Peer) => void }) => Peer;
  deliverWindowSize: number;
  hasRoom: (session: Session) => boolean;
  /** Sends a receipt or an MO; false where the protocol cannot say it. */
  send: (session: Session, content: Content, onVerdict: (verdict: Verdict) => void) => boolean;
  /** Whether this connection receives, once it is bound. */
  receives: (peer: Peer) => boolean;
  /** Ends a session the way the protocol has it. */
  unbind: (peer: Peer) => void;
  malformed: () => Buffer;
  oversized: () => Buffer;
}

const defaultBindTimeoutMs = 30_000;
const defaultRedeliverDelayMs = 1_000;

/** What is behind the sessions of a simulated SMSC, whatever protocol they speak. */
export class Centre<Session extends PeerSession, Peer extends Connection<Session>, Asked extends Ticket, Content> {
  readonly #options: CentreOptions;
  readonly #protocol: CentreProtocol<Session, Peer, Asked, Content>;
  readonly #listener: Listener;
  readonly #store: SubmitStore;
  readonly #schedule: Schedule;
  readonly #desk: SubmitDesk<Asked, Content>;
  readonly #connections = new Set<Peer>();
  /** Of connections that are not bound yet. */
  readonly #bindTimers = new Map<Peer, NodeJS.Timeout>();
  readonly #injector: FaultInjector<Peer>;
  readonly #mailboxes: Mailboxes<Session, Content>;
  #inboundTaken = 0;
  #inboundAcknowledged = 0;

  constructor(options: CentreOptions, store: SubmitStore, protocol: CentreProtocol<Session, Peer, Asked, Content>) {
    const { receiptDelayMs, now, monotonicMs = () => performance.now() } = options;
    this.#options = options;
    this.#protocol = protocol;
    this.#store = store;
    this.#schedule = new Schedule(monotonicMs);
    this.#injector = new FaultInjector({
      connections: this.#connections,
      schedule: this.#schedule,
      monotonicMs,
      unbind: protocol.unbind,
      malformed: protocol.malformed,
      oversized: protocol.oversized,
    });
    this.#mailboxes = new Mailboxes({
      windowSize: options.deliverWindowSize ?? protocol.deliverWindowSize,
      hasRoom: protocol.hasRoom,
      send: protocol.send,
      later: (retry) => this.#schedule.after(options.redeliverDelayMs ?? defaultRedeliverDelayMs, retry),
    });
    this.#desk = new SubmitDesk({
      protocol,
      store,
      schedule: this.#schedule,
      faults: this.faults,
      receiptDelayMs,
      now,
      deliver: (systemId, delivery) => this.#mailboxes.deliver(systemId, delivery),
      isFull: () => this.#mailboxes.isFull,
    });
    this.#listener = new Listener(options.tls, (socket) => this.#accept(socket));
  }

  /** The faults in force. */
  get faults(): Faults {
    return this.#injector.faults;
  }

  get connections(): ReadonlySet<Peer> {
    return this.#connections;
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
    this.#injector.dropAll();
    await this.#listener.close();
    this.#schedule.close();
    this.#store.close();
  }

  /** Makes sessions go wrong, at once or for a while. */
  inject(fault: Fault): void {
    this.#injector.inject(fault);
  }

  take(ticket: Asked, submitted: Submitted): void {
    this.#desk.take(ticket, submitted);
  }

  /** Sends an MO. Resolves when a session took it, which may be never. */
  deliver(systemId: string | undefined, content: Content): Promise<void> {
    this.#inboundTaken++;
    return new Promise((resolve) => {
      const onDone = (): void => {
        this.#inboundAcknowledged++;
        resolve();
      };
      this.#mailboxes.deliver(systemId, { content, onDone });
    });
  }

  stats(): CentreStats {
    return {
      ...this.#desk.counts,
      inboundTaken: this.#inboundTaken,
      inboundAcknowledged: this.#inboundAcknowledged,
      delivers: this.#mailboxes.sent,
      waiting: this.#mailboxes.waiting,
    };
  }

  /** Submits seen, by ascending number. */
  submits(afterNumber: number, limit: number): SubmitRecord[] {
    return this.#store.page(afterNumber, limit);
  }

  /** To be called once a connection is bound: what waits for it goes out. */
  onBound(peer: Peer): void {
    clearTimeout(this.#bindTimers.get(peer));
    this.#bindTimers.delete(peer);
    if (peer.boundAs !== undefined && this.#protocol.receives(peer)) {
      this.#mailboxes.attach(peer.boundAs, peer.session);
    }
  }

  #accept(socket: Socket): void {
    const peer = this.#protocol.open(socket, {
      onDrain: ({ boundAs }) => this.#mailboxes.pump(boundAs),
      onClose: (closed) => this.#onClose(closed),
    });
    this.#connections.add(peer);
    const { bindTimeoutMs = defaultBindTimeoutMs } = this.#options;
    this.#bindTimers.set(
      peer,
      setTimeout(() => peer.session.close(), bindTimeoutMs),
    );
    this.#injector.onConnection(peer);
  }

  #onClose(peer: Peer): void {
    clearTimeout(this.#bindTimers.get(peer));
    this.#bindTimers.delete(peer);
    this.#connections.delete(peer);
    if (peer.boundAs !== undefined) {
      this.#mailboxes.detach(peer.boundAs, peer.session);
    }
  }
}

/** The store that the options ask for. */
export function openStore({ dataFile }: Pick<CentreOptions, "dataFile">): SubmitStore {
  return dataFile === undefined ? new MemorySubmitStore() : new SqliteSubmitStore(dataFile);
}
