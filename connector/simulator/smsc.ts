import type { Socket } from "node:net";
import { commandStatus, interfaceVersion, messageState } from "../smpp/constants.ts";
import type { BindRequest, QuerySm, QuerySmResponse, SubmitSmFields } from "../smpp/pdu.ts";
import { Session } from "../smpp/session.ts";
import type { CentreOptions, CentreProtocol, CentreStats } from "./centre.ts";
import { Centre, openStore } from "./centre.ts";
import { sendDeliver } from "./deliver-sm.ts";
import type { BindMode, Counter, EsmeConnection } from "./esme.ts";
import { handleRequest } from "./esme.ts";
import type { Fault } from "./faults.ts";
import { malformedPdus, oversizedHeader } from "./garbage.ts";
import { numberOfId, responseId } from "./message-id.ts";
import type { MobileOriginated } from "./mobile-originated.ts";
import { inboundMessage } from "./mobile-originated.ts";
import { outcomeNamed } from "./outcomes.ts";
import type { ReceiptForm } from "./receipt.ts";
import { receiptOf, timeDigits } from "./receipt.ts";
import type { SubmitSmTicket } from "./submit-sm.ts";
import { answerSubmit, isReceiptWanted, submittedBy } from "./submit-sm.ts";
import type { SubmitRecord, SubmitStore } from "./submit-store.ts";

export interface SmscOptions extends CentreOptions {
  /** The newest interface_version it speaks; 0x34 when absent. */
  interfaceVersion?: number;
  /** command_status for binds of a newer version; they are let in with its own when absent. */
  newerVersionStatus?: number;
  receiptForm: ReceiptForm;
  /** Sessions one system_id may have before ESME_RALYBND. */
  maxSessions?: number;
  enquireLinkIntervalMs?: number;
}

export interface SmscStats extends CentreStats {
  sessions: { systemId: string; mode: BindMode }[];
}

/** A deliver_sm, made for each attempt. */
type DeliverContent = () => SubmitSmFields;

/**
 * A simulated SMSC: a real SMPP 3.4 server whose outcomes are chosen by the last digits of the destination (see
 * outcomes.ts).
 */
export class SmscSimulator {
  readonly #options: SmscOptions;
  readonly #store: SubmitStore;
  readonly #centre: Centre<Session, EsmeConnection, SubmitSmTicket, DeliverContent>;
  readonly #counter: Counter;

  constructor(options: SmscOptions) {
    this.#options = options;
    this.#store = openStore(options);
    this.#centre = new Centre(options, this.#store, this.#protocol());
    this.#counter = {
      admit: (bind) => this.#admit(bind),
      interfaceVersion: this.#interfaceVersion,
      onBound: (connection) => this.#centre.onBound(connection),
      onSubmit: (connection, systemId, submit) =>
        this.#centre.take({ connection, sequence: submit.sequence }, submittedBy(systemId, submit)),
      query: (systemId, query) => this.#query(systemId, query),
    };
  }

  /** Resolves with where it listens; rejects when it cannot. */
  listen(): Promise<{ host: string; port: number }> {
    return this.#centre.listen();
  }

  /** Drops every connection and forgets what is not in the data file. */
  close(): Promise<void> {
    return this.#centre.close();
  }

  /** Drops every connection, as a network that fails does; it goes on listening. */
  disconnectAll(): void {
    this.inject({ mode: "drop" });
  }

  /** Makes sessions go wrong, at once or for a while. */
  inject(fault: Fault): void {
    this.#centre.inject(fault);
  }

  /** Sends an MO. Resolves when a session took it, which may be never. */
  injectMo(inbound: MobileOriginated): Promise<void> {
    const message = inboundMessage(inbound);
    return this.#centre.deliver(inbound.systemId, () => message);
  }

  stats(): SmscStats {
    return { ...this.#centre.stats(), sessions: this.#bound() };
  }

  /** Submits seen, by ascending number. */
  submits(afterNumber: number, limit: number): SubmitRecord[] {
    return this.#centre.submits(afterNumber, limit);
  }

  #protocol(): CentreProtocol<Session, EsmeConnection, SubmitSmTicket, DeliverContent> {
    return {
      open: (socket, callbacks) => this.#open(socket, callbacks),
      deliverWindowSize: 500,
      hasRoom: (session) => session.isOpen && !session.congested,
      send: sendDeliver,
      receives: ({ bound }) => bound?.mode !== "transmitter",
      unbind: ({ session }) => session.request({ command: "unbind" }, () => session.close()),
      malformed: malformedPdus,
      oversized: oversizedHeader,
      carrierMessageId: (number, _submit, { idForm }) => responseId(number, idForm),
      answer: (ticket, status, messageId) => answerSubmit(ticket, status, messageId, this.#centre.faults),
      isWanted: isReceiptWanted,
      receipt: (submit, state, doneMs) => () => receiptOf(submit, state, this.#options.receiptForm, doneMs),
    };
  }

  #open(
    socket: Socket,
    {
      onDrain,
      onClose,
    }: Parameters<CentreProtocol<Session, EsmeConnection, SubmitSmTicket, DeliverContent>["open"]>[1],
  ): EsmeConnection {
    const { monotonicMs = () => performance.now(), enquireLinkIntervalMs = 30_000 } = this.#options;
    const session: Session = new Session({
      socket,
      monotonicMs,
      enquireLinkIntervalMs,
      responseTimeoutMs: this.#options.responseTimeoutMs ?? 30_000,
      pauseReadingWhenCongested: true,
      onRequest: (pdu) => handleRequest(connection, pdu, this.#counter),
      onDrain: () => onDrain(connection),
      onClose: () => onClose(connection),
    });
    const connection: EsmeConnection = { session, socket, boundAs: undefined, bound: undefined };
    return connection;
  }

  get #interfaceVersion(): number {
    return this.#options.interfaceVersion ?? interfaceVersion.smpp34;
  }

  #admit(bind: BindRequest): number {
    const { systemId, password, maxSessions, newerVersionStatus } = this.#options;
    if (newerVersionStatus !== undefined && bind.interfaceVersion > this.#interfaceVersion) {
      return newerVersionStatus;
    }
    if (this.#centre.faults.is("ghost")) {
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
    return [...this.#centre.connections].flatMap(({ session, boundAs, bound }) =>
      bound === undefined || boundAs === undefined || !session.isOpen ? [] : [{ systemId: boundAs, mode: bound.mode }],
    );
  }

  #query(systemId: string, { messageId, sourceAddr }: QuerySm): Omit<QuerySmResponse, "command" | "messageId"> {
    const number = numberOfId(messageId);
    const found = number === undefined ? undefined : this.#store.find(number);
    const isTheirs = found?.systemId === systemId && found.source === sourceAddr;
    if (!isTheirs || found.carrierMessageId === null) {
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
}
