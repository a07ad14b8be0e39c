import type { Socket } from "node:net";
import { bareRecipient } from "../../ucp/addresses.ts";
import { operation, readFields } from "../../ucp/fields.ts";
import type { Frame } from "../../ucp/frame.ts";
import { fromHex } from "../../ucp/hex.ts";
import { Session } from "../../ucp/session.ts";
import { messageId } from "../../ucp/submit.ts";
import type { CentreOptions, CentreProtocol, CentreStats } from "../centre.ts";
import { Centre, openStore } from "../centre.ts";
import type { Connection } from "../connection.ts";
import type { UcpFault } from "../faults.ts";
import type { SubmitRecord, SubmitStore } from "../submit-store.ts";
import { sendOperation } from "./deliver.ts";
import { endlessFrame, malformedFrames } from "./garbage.ts";
import type { Outgoing, UcpMobileOriginated } from "./operations.ts";
import { inboundOperation, notificationOperation } from "./operations.ts";
import type { SubmitTicket } from "./submits.ts";
import { answerSubmit, isNotificationWanted, submittedBy, timestampOf } from "./submits.ts";
import { rememberedRecipients, Timestamps } from "./timestamps.ts";

export type UcpSmscOptions = CentreOptions;

export interface UcpSmscStats extends CentreStats {
  /** OAdC of each session that is logged in. */
  sessions: string[];
}

type Peer = Connection<Session>;
type Protocol = CentreProtocol<Session, Peer, SubmitTicket, Outgoing>;

const errorCode = { syntax: 2, notSupported: 3, notAllowed: 4, invalidRecipient: 6, authentication: 7 } as const;
const openSession = "1";

/** Digits of AdC (EMI/UCP Interface Specification 4.0 §5.1). */
const longestRecipient = 16;

/** A simulated SMSC that speaks EMI/UCP, with the outcomes and faults of the SMPP one (see ../outcomes.ts, ../faults.ts). */
export class UcpSmscSimulator {
  readonly #options: UcpSmscOptions;
  readonly #timestamps: Timestamps;
  readonly #centre: Centre<Session, Peer, SubmitTicket, Outgoing>;

  constructor(options: UcpSmscOptions) {
    const store = openStore(options);
    this.#options = options;
    this.#timestamps = timestampsAfter(store, options.now);
    this.#centre = new Centre(options, store, this.#protocol());
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
  inject(fault: UcpFault): void {
    this.#centre.inject(fault);
  }

  /** Sends an MO. Resolves when a session took it, which may be never; rejects for what UCP cannot say. */
  injectMo(inbound: UcpMobileOriginated): Promise<void> {
    const outgoing = inboundOperation(inbound, this.#options.now());
    return outgoing === undefined
      ? Promise.reject(new Error("UCP cannot say this message"))
      : this.#centre.deliver(inbound.systemId, outgoing);
  }

  stats(): UcpSmscStats {
    const sessions = [...this.#centre.connections].flatMap(({ boundAs }) => (boundAs === undefined ? [] : [boundAs]));
    return { ...this.#centre.stats(), sessions };
  }

  /** Submits seen, by ascending number. */
  submits(afterNumber: number, limit: number): SubmitRecord[] {
    return this.#centre.submits(afterNumber, limit);
  }

  #protocol(): Protocol {
    return {
      open: (socket, callbacks) => this.#open(socket, callbacks),
      // Two mailboxes share a session's hundred numbers.
      deliverWindowSize: 50,
      hasRoom: (session) => session.isOpen && !session.congested && session.freeNumbers > 0,
      send: sendOperation,
      receives: () => true,
      unbind: ({ session }) => session.close(),
      malformed: malformedFrames,
      oversized: endlessFrame,
      carrierMessageId: (_number, { destination }) => messageId(destination, this.#timestamps.next(destination)),
      answer: (ticket, status, id) => answerSubmit(ticket, status, id, this.#centre.faults),
      isWanted: isNotificationWanted,
      receipt: ({ systemId, destination, carrierMessageId }, state, doneMs) => {
        const timestamp = timestampOf(carrierMessageId ?? "");
        return notificationOperation({ sender: systemId, recipient: destination, timestamp }, state, doneMs);
      },
    };
  }

  #open(socket: Socket, { onDrain, onClose }: Parameters<Protocol["open"]>[1]): Peer {
    const { monotonicMs = () => performance.now(), responseTimeoutMs = 30_000 } = this.#options;
    const session: Session = new Session({
      socket,
      monotonicMs,
      keepaliveIntervalMs: Number.POSITIVE_INFINITY,
      responseTimeoutMs,
      pauseReadingWhenCongested: true,
      onOperation: (frame) => this.#onOperation(connection, frame),
      onDrain: () => onDrain(connection),
      onClose: () => onClose(connection),
    });
    const connection: Peer = { session, socket, boundAs: undefined };
    return connection;
  }

  #onOperation(connection: Peer, frame: Frame): void {
    switch (frame.operation) {
      case operation.session:
        return this.#onLogin(connection, frame);
      case operation.submit:
        return this.#onSubmit(connection, frame);
      default:
        return refuse(connection, frame, errorCode.notSupported);
    }
  }

  #onLogin(connection: Peer, frame: Frame): void {
    const login = readFields(60, frame.fields);
    const password = login === undefined ? undefined : fromHex(login.pwd);
    if (login === undefined || password === undefined || login.oadc === "") {
      return refuse(connection, frame, errorCode.syntax);
    }
    if (login.styp !== openSession || connection.boundAs !== undefined || this.#centre.faults.is("ghost")) {
      return refuse(connection, frame, errorCode.notAllowed);
    }
    const { systemId = login.oadc, password: known } = this.#options;
    if (login.oadc !== systemId || (known !== undefined && Buffer.from(password).toString("latin1") !== known)) {
      return refuse(connection, frame, errorCode.authentication);
    }
    connection.boundAs = login.oadc;
    connection.session.respond(frame, { ok: true, systemMessage: "" });
    this.#centre.onBound(connection);
  }

  #onSubmit(connection: Peer, frame: Frame): void {
    const { boundAs } = connection;
    if (boundAs === undefined) {
      return refuse(connection, frame, errorCode.notAllowed);
    }
    const fields = readFields(51, frame.fields);
    if (fields === undefined) {
      return refuse(connection, frame, errorCode.syntax);
    }
    if (fields.adc.length > longestRecipient) {
      return refuse(connection, frame, errorCode.invalidRecipient);
    }
    const submitted = submittedBy(boundAs, fields);
    if (typeof submitted === "string") {
      return refuse(connection, frame, errorCode.syntax, submitted);
    }
    this.#centre.take({ connection, frame, adc: fields.adc }, submitted);
  }
}

function refuse({ session }: Peer, frame: Frame, code: number, systemMessage = ""): void {
  session.respond(frame, { ok: false, errorCode: code, systemMessage });
}

/** Goes on behind what the store's messages had, so that no id is given out twice. */
function timestampsAfter(store: SubmitStore, now: () => number): Timestamps {
  const timestamps = new Timestamps(now);
  const newest = store.page(Math.max(0, store.lastNumber() - rememberedRecipients), rememberedRecipients);
  for (const { destination, carrierMessageId } of newest) {
    if (carrierMessageId !== null) {
      timestamps.taken(bareRecipient(destination), timestampOf(carrierMessageId));
    }
  }
  return timestamps;
}
