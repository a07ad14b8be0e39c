import { env } from "cloudflare:workers";
import { linkCapabilities, pongText } from "../../../src/link/frames.ts";
import type { DownFrame, ReportFrame, SegmentResult, SubmitText, UpFrame } from "../../../src/link/frames.ts";

/** A connector's end of the link, driven by a test frame by frame. */
export class FakeConnector {
  readonly connectorId: string;
  readonly journalId: string;
  readonly #socket: WebSocket;
  readonly #frames: DownFrame[] = [];
  readonly #waiting: ((frame: DownFrame) => void)[] = [];
  #sequence = 0;

  private constructor(socket: WebSocket, connectorId: string, journalId: string) {
    this.#socket = socket;
    this.connectorId = connectorId;
    this.journalId = journalId;
    socket.addEventListener("message", ({ data }) => {
      if (data === pongText) return;
      const frame = JSON.parse(String(data)) as DownFrame;
      const waiter = this.#waiting.shift();
      if (waiter === undefined) this.#frames.push(frame);
      else waiter(frame);
    });
    socket.accept();
  }

  /** Dials a carrier and says hello. */
  static async dial(
    carrierId: string,
    connectorId = "c1",
    journalId = `${connectorId}-journal`,
    capabilities: string[] = [...linkCapabilities],
  ): Promise<FakeConnector> {
    const response = await env.CARRIER.getByName(carrierId).fetch("https://edge/link", {
      headers: { upgrade: "websocket" },
    });
    return FakeConnector.over(response, connectorId, journalId, capabilities);
  }

  /** Says hello over a link that was opened. */
  static over(
    response: Response,
    connectorId: string,
    journalId = `${connectorId}-journal`,
    capabilities: string[] = [...linkCapabilities],
  ): FakeConnector {
    if (response.webSocket === null) throw new Error("the carrier did not upgrade");
    const connector = new FakeConnector(response.webSocket, connectorId, journalId);
    connector.send({ type: "hello", linkVersion: 1, connectorId, journalId, capabilities });
    return connector;
  }

  /** Dials, resumes holding nothing (or `held`), and reports its bind bound. */
  static async bound(
    carrierId: string,
    options: { connectorId?: string; journalId?: string; held?: string[]; capabilities?: string[] } = {},
  ) {
    const { connectorId, journalId, capabilities } = options;
    const connector = await FakeConnector.dial(carrierId, connectorId, journalId, capabilities);
    const welcome = await connector.next("welcome");
    connector.continueFrom(welcome.acknowledgedSequence);
    connector.send({ type: "resume", held: options.held ?? [] });
    connector.reportBound();
    return connector;
  }

  reportBound(): void {
    this.send({ type: "binds", binds: [{ bindId: "b1", state: "bound", sinceMs: Date.now() }] });
  }

  continueFrom(sequence: number): void {
    this.#sequence = sequence;
  }

  send(frame: UpFrame): void {
    this.#socket.send(JSON.stringify(frame));
  }

  /** Sends a numbered report and waits for its acknowledgement. */
  async report(parts: Partial<Pick<ReportFrame, "results" | "receipts" | "inbound" | "queries">>): Promise<void> {
    this.#sequence += 1;
    await this.reportAs(this.#sequence, parts);
  }

  async reportAs(
    sequence: number,
    parts: Partial<Pick<ReportFrame, "results" | "receipts" | "inbound" | "queries">>,
  ): Promise<void> {
    this.send({ type: "report", sequence, results: [], receipts: [], inbound: [], ...parts });
    const ack = await this.next("ack");
    if (ack.sequence !== sequence) throw new Error(`acknowledged ${ack.sequence}, not ${sequence}`);
  }

  /** The next frame, which must be of this type. */
  async next<T extends DownFrame["type"]>(type: T): Promise<Extract<DownFrame, { type: T }>> {
    const frame = this.#frames.shift() ?? (await new Promise<DownFrame>((resolve) => this.#waiting.push(resolve)));
    if (frame.type !== type) throw new Error(`got ${frame.type} where ${type} was due: ${JSON.stringify(frame)}`);
    return frame as Extract<DownFrame, { type: T }>;
  }

  /** The texts of the next submit. */
  async submitted(): Promise<SubmitText[]> {
    return (await this.next("submit")).texts;
  }

  /**
   * Frames that have come so far. A report that changes nothing is acknowledged behind everything sent before it, so what
   * has not come by then was not sent.
   */
  async settled(): Promise<DownFrame[]> {
    this.#sequence += 1;
    const sequence = this.#sequence;
    this.send({ type: "report", sequence, results: [], receipts: [], inbound: [] });
    const frames: DownFrame[] = [];
    for (;;) {
      const frame = this.#frames.shift() ?? (await new Promise<DownFrame>((resolve) => this.#waiting.push(resolve)));
      if (frame.type === "ack" && frame.sequence === sequence) return frames;
      frames.push(frame);
    }
  }

  sendRaw(message: string): void {
    this.#socket.send(message);
  }

  closed(): Promise<CloseEvent> {
    return new Promise((resolve) => this.#socket.addEventListener("close", resolve));
  }

  close(): void {
    this.#socket.close(1000, "done");
  }
}

/** The result "accepted" for a text's only or first segment. */
export function accepted(text: SubmitText, carrierMessageId: string, segment = 0): SegmentResult {
  return { ...resultOf(text, segment), outcome: "accepted", carrierMessageId };
}

export function rejected(text: SubmitText, commandStatus: number): SegmentResult {
  return { ...resultOf(text, 0), outcome: "rejected", commandStatus };
}

export function unknown(text: SubmitText, reason = "connection closed"): SegmentResult {
  return { ...resultOf(text, 0), outcome: "unknown", reason };
}

function resultOf(text: SubmitText, segment: number): Omit<SegmentResult, "outcome"> {
  return { messageId: text.messageId, segment, attempt: text.attempt, bindId: "b1", atMs: Date.now() };
}
