import {
  type ReportFrame,
  type UpFrame,
  frameLimit,
  linkCapabilities,
  linkVersion,
  upFrameSchema,
} from "../../src/link/frames.ts";
import { logInfo, logWarning } from "../../src/log.ts";
import type { Journals } from "./journals.ts";
import type { LeaseDesk } from "./lease-desk.ts";
import { type Links, sendFrame } from "./links.ts";

export interface LinkHandlerOptions {
  links: Links;
  journals: Journals;
  leases: LeaseDesk;
  /** Whether a journal still has the segment named `messageId:segment:attempt` to answer for. */
  expects(journal: number, key: string): boolean;
  carrierId(): string;
  /** Applies a report in one transaction; a number that was applied before changes nothing. */
  onReport(frame: ReportFrame, journal: number): void;
  onResumed(journal: number, held: ReadonlySet<string>): void;
  /** A connector came back with a new journal in the place of this one. */
  onJournalReplaced(journal: number): void;
  /** A link may take texts, or more of them than before. */
  onReady(): void;
}

/** Protocol error codes for a close, in the range an application may use (RFC 6455 §7.4.2). */
const badFrame = 4001;

/** The edge's end of the link protocol, src/link/frames.ts. */
export class LinkHandler {
  readonly #options: LinkHandlerOptions;

  constructor(options: LinkHandlerOptions) {
    this.#options = options;
  }

  async onMessage(socket: WebSocket, message: string | ArrayBuffer): Promise<void> {
    const frame = parseFrame(message);
    if (frame === null) {
      logWarning("link.bad_frame", { connectorId: this.#options.links.stateOf(socket).connectorId });
      socket.close(badFrame, "bad frame");
      return;
    }
    if (frame.type === "hello") {
      await this.#onHello(socket, frame);
      return;
    }
    if (this.#options.links.stateOf(socket).journal === 0) {
      socket.close(badFrame, "hello comes first");
      return;
    }
    await this.#onKnown(socket, frame);
  }

  async #onHello(socket: WebSocket, hello: Extract<UpFrame, { type: "hello" }>): Promise<void> {
    const { links, journals, leases } = this.#options;
    const { connectorId, journalId, capabilities = [] } = hello;
    const carrierId = this.#options.carrierId();
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
    for (const other of replaced) this.#options.onJournalReplaced(other);
    const configuration = await leases.onHello(journal.number, replaced);
    // A report of the socket before this one may have been stored meanwhile.
    const { lastSequence: acknowledgedSequence } = journals.open(journalId, connectorId);
    sendFrame(socket, { type: "welcome", linkVersion, carrierId, acknowledgedSequence, ...configuration });
    logInfo("link.opened", { connectorId, carrierId });
  }

  async #onKnown(socket: WebSocket, frame: Exclude<UpFrame, { type: "hello" }>): Promise<void> {
    const { links } = this.#options;
    const state = links.stateOf(socket);
    switch (frame.type) {
      case "report":
        this.#options.onReport(frame, state.journal);
        sendFrame(socket, { type: "ack", sequence: frame.sequence });
        if (state.resumed) this.#options.onReady();
        return;
      case "resume": {
        const forget = frame.held.filter((key) => !this.#options.expects(state.journal, key));
        if (forget.length > 0) sendFrame(socket, { type: "forget", segments: forget });
        this.#options.onResumed(state.journal, new Set(frame.held));
        links.save(socket, { ...state, resumed: true });
        this.#options.onReady();
        return;
      }
      case "binds":
        links.save(socket, { ...state, binds: frame.binds });
        this.#options.onReady();
        await this.#options.leases.onBindsReported(state.journal, frame.binds);
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
