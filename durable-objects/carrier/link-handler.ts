import { readServiceHeaders } from "../../src/connectors/service-headers.ts";
import {
  type ReportFrame,
  type UpFrame,
  frameLimit,
  linkCapabilities,
  linkVersion,
  upFrameSchema,
} from "../../src/link/frames.ts";
import { logInfo, logWarning } from "../../src/log.ts";
import type { CarrierContext } from "./carrier-context.ts";
import { sendFrame } from "./links.ts";

/** What links lead to. */
export interface LinkEvents {
  /** Whether a journal still has the segment named `messageId:segment:attempt` to answer for. */
  expects(journal: number, key: string): boolean;
  /** Applies a report in one transaction; a number that was applied before changes nothing. */
  onReport(frame: ReportFrame, journal: number): void;
  onResumed(journal: number, held: ReadonlySet<string>): void;
  /** A connector came back with a new journal in the place of this one. */
  onJournalReplaced(journal: number): void;
  /** A link may take texts, or more of them than before. */
  onReady(): void;
  /** The link of a connector that had said hello is down. */
  onClosed(journal: number): void;
}

/** Protocol error codes for a close, in the range an application may use (RFC 6455 §7.4.2). */
const badFrame = 4001;
const reportMissing = 4003;

/** The edge's end of the link protocol, src/link/frames.ts. */
export class LinkHandler {
  readonly #context: CarrierContext;
  readonly #events: LinkEvents;

  constructor(context: CarrierContext, events: LinkEvents) {
    this.#context = context;
    this.#events = events;
  }

  /** Takes a connector's request for a WebSocket; its headers say what the Worker knows of the connector. */
  accept(request: Request): Response {
    const { draining, links, now } = this.#context;
    const service = readServiceHeaders(request.headers);
    if (service !== null) draining.learn(service);
    const { 0: client, 1: server } = new WebSocketPair();
    links.accept(server, now());
    return new Response(null, { status: 101, webSocket: client });
  }

  onClose(socket: WebSocket): void {
    // Answers the connector's Close, which would wait for it otherwise.
    socket.close();
    const { carrierId, leases, links } = this.#context;
    const { connectorId, journal } = links.stateOf(socket);
    if (journal === 0) return;
    logWarning("link.closed", { carrierId, connectorId });
    leases.onClosed();
    this.#events.onClosed(journal);
  }

  async onMessage(socket: WebSocket, message: string | ArrayBuffer): Promise<void> {
    const frame = parseFrame(message);
    if (frame === null) {
      logWarning("link.bad_frame", { connectorId: this.#context.links.stateOf(socket).connectorId });
      socket.close(badFrame, "bad frame");
      return;
    }
    if (frame.type === "hello") {
      await this.#onHello(socket, frame);
      return;
    }
    if (this.#context.links.stateOf(socket).journal === 0) {
      socket.close(badFrame, "hello comes first");
      return;
    }
    await this.#onKnown(socket, frame);
  }

  async #onHello(socket: WebSocket, hello: Extract<UpFrame, { type: "hello" }>): Promise<void> {
    const { carrierId, links, journals, leases } = this.#context;
    const { connectorId, journalId, capabilities = [] } = hello;
    const journal = journals.open(journalId, connectorId);
    links.supersede(connectorId, socket);
    links.save(socket, {
      ...links.stateOf(socket),
      connectorId,
      journal: journal.number,
      resumed: false,
      binds: [],
      // An attachment is small, and a newer connector may name more than is known here.
      capabilities: linkCapabilities.filter((known) => capabilities.includes(known)),
    });
    const replaced = journals.othersOf(connectorId, journal.number).filter((other) => !links.isConnected(other));
    for (const other of replaced) this.#events.onJournalReplaced(other);
    const configuration = await leases.onHello(journal.number, replaced);
    // A report of the socket before this one may have been stored meanwhile.
    const { lastSequence: acknowledgedSequence } = journals.open(journalId, connectorId);
    sendFrame(socket, { type: "welcome", linkVersion, carrierId, acknowledgedSequence, ...configuration });
    logInfo("link.opened", { connectorId, carrierId });
  }

  async #onKnown(socket: WebSocket, frame: Exclude<UpFrame, { type: "hello" }>): Promise<void> {
    const { links } = this.#context;
    const state = links.stateOf(socket);
    switch (frame.type) {
      case "report":
        // Acknowledging this one would acknowledge the one before it, which was never stored: the connector is to replay both.
        if (state.resumed && this.#context.journals.place(state.journal, frame.sequence) === "ahead") {
          logWarning("link.report_missing", { connectorId: state.connectorId, sequence: frame.sequence });
          socket.close(reportMissing, "a report is missing");
          return;
        }
        this.#events.onReport(frame, state.journal);
        sendFrame(socket, { type: "ack", sequence: frame.sequence });
        if (state.resumed) this.#events.onReady();
        return;
      case "resume": {
        const forget = frame.held.filter((key) => !this.#events.expects(state.journal, key));
        if (forget.length > 0) sendFrame(socket, { type: "forget", segments: forget });
        this.#events.onResumed(state.journal, new Set(frame.held));
        links.save(socket, { ...state, resumed: true });
        this.#events.onReady();
        return;
      }
      case "binds":
        links.save(socket, { ...state, binds: frame.binds });
        this.#events.onReady();
        await this.#context.leases.onBindsReported(state.journal, frame.binds);
        return;
    }
  }
}

function parseFrame(message: string | ArrayBuffer): UpFrame | null {
  if (typeof message !== "string" || message.length > frameLimit) return null;
  try {
    return upFrameSchema.parse(JSON.parse(message));
  } catch {
    return null;
  }
}
