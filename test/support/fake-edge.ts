import { once } from "node:events";
import type { IncomingMessage, Server } from "node:http";
import { createServer } from "node:http";
import type { Duplex } from "node:stream";
import type { WebSocket } from "ws";
import { WebSocketServer } from "ws";
import type { CarrierBindConfig } from "../../src/link/carrier-bind-config.ts";
import type {
  BindStatus,
  DownFrame,
  InboundReport,
  QueryReport,
  ReceiptReport,
  SegmentResult,
  SubmitText,
  UpFrame,
} from "../../src/link/frames.ts";
import { frameLimit, linkVersion, pingText, pongText, upFrameSchema } from "../../src/link/frames.ts";
import { Changes } from "./until.ts";

/** What the edge of a test has of one carrier. Reports count once per journal and number, as they do at a carrier object. */
export class FakeCarrier {
  readonly changes: Changes;
  binds: CarrierBindConfig[];
  /** Whether reports are acknowledged as they come. */
  acknowledges = true;
  /** Frames as they came, over all links. */
  readonly frames: UpFrame[] = [];
  readonly rawReports: { sequence: number; frame: string }[] = [];
  readonly results: SegmentResult[] = [];
  readonly receipts: ReceiptReport[] = [];
  readonly inbound: InboundReport[] = [];
  readonly queries: QueryReport[] = [];
  /** As last told. */
  bindStatuses: BindStatus[] = [];
  readonly journalIds: string[] = [];
  /** What each link said to be held. */
  readonly resumes: string[][] = [];
  readonly #storedSequences = new Map<string, number>();
  #socket: WebSocket | undefined = undefined;
  #resumed = false;

  constructor(binds: CarrierBindConfig[], changes: Changes) {
    this.binds = binds;
    this.changes = changes;
  }

  get isUp(): boolean {
    return this.#resumed;
  }

  get storedSequence(): number {
    return this.#storedSequences.get(this.journalIds.at(-1) ?? "") ?? 0;
  }

  /** Makes the edge believe it has stored reports up to this number of the journal that is connected. */
  pretendStored(sequence: number): void {
    this.#storedSequences.set(this.journalIds.at(-1) ?? "", sequence);
  }

  attach(socket: WebSocket, carrierId: string, answersPings: boolean): void {
    this.#socket = socket;
    this.#resumed = false;
    socket.on("message", (data) => {
      const frame = Buffer.isBuffer(data) ? data.toString() : "";
      if (frame === pingText) {
        if (answersPings) socket.send(pongText);
        return;
      }
      this.#onFrame(upFrameSchema.parse(JSON.parse(frame)), frame, carrierId);
      this.changes.changed();
    });
    socket.on("close", () => {
      if (this.#socket === socket) {
        this.#resumed = false;
        this.changes.changed();
      }
    });
  }

  submit(...texts: SubmitText[]): void {
    this.send({ type: "submit", texts });
  }

  send(frame: DownFrame | { type: string }): void {
    this.#socket?.send(JSON.stringify(frame));
  }

  acknowledge(): void {
    this.send({ type: "ack", sequence: this.storedSequence });
  }

  configure(binds: CarrierBindConfig[]): void {
    this.binds = binds;
    this.send({ type: "configure", binds });
  }

  drop(): void {
    this.#socket?.terminate();
  }

  #onFrame(frame: UpFrame, raw: string, carrierId: string): void {
    this.frames.push(frame);
    switch (frame.type) {
      case "hello":
        this.journalIds.push(frame.journalId);
        return this.send({
          type: "welcome",
          linkVersion,
          carrierId,
          acknowledgedSequence: this.storedSequence,
          binds: this.binds,
        });
      case "resume":
        this.resumes.push(frame.held);
        this.#resumed = true;
        return;
      case "binds":
        this.bindStatuses = frame.binds;
        return;
      case "report":
        if (raw.length > frameLimit) {
          throw new Error(`a frame of ${raw.length}`);
        }
        this.rawReports.push({ sequence: frame.sequence, frame: raw });
        this.#store(frame);
        if (this.acknowledges) {
          this.acknowledge();
        }
    }
  }

  #store(report: Extract<UpFrame, { type: "report" }>): void {
    if (report.sequence <= this.storedSequence) {
      return;
    }
    if (report.sequence !== this.storedSequence + 1) {
      throw new Error(`report ${report.sequence} after ${this.storedSequence}`);
    }
    this.#storedSequences.set(this.journalIds.at(-1) ?? "", report.sequence);
    this.results.push(...report.results);
    this.receipts.push(...report.receipts);
    this.inbound.push(...report.inbound);
    this.queries.push(...(report.queries ?? []));
  }
}

/** The edge's side of connectors, over real HTTP and WebSockets, with the state in the hands of the test. */
export class FakeEdge {
  readonly token = "connector-token-of-the-test";
  readonly changes = new Changes();
  readonly carriers = new Map<string, FakeCarrier>();
  discoveries = 0;
  /** Whether requests are answered with 503. */
  isOut = false;
  /** Whether links opened from here on answer pings. */
  answersPings = true;
  readonly #server: Server;
  readonly #sockets = new WebSocketServer({ noServer: true });
  #port = 0;

  constructor() {
    this.#server = createServer((request, response) => {
      const allowed = this.#isAllowed(request) && request.url === "/connector/v1/carriers";
      response.writeHead(this.isOut ? 503 : allowed ? 200 : 401, { "content-type": "application/json" });
      response.end(JSON.stringify({ carriers: Array.from(this.carriers.keys(), (id) => ({ id })) }));
      this.discoveries++;
      this.changes.changed();
    });
    this.#server.on("upgrade", (request, socket, head) => this.#onUpgrade(request, socket, head));
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async listen(): Promise<void> {
    this.#server.listen(this.#port, "127.0.0.1");
    await once(this.#server, "listening");
    const address = this.#server.address();
    this.#port = typeof address === "object" && address !== null ? address.port : 0;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets.clients) {
      socket.terminate();
    }
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
  }

  addCarrier(id: string, binds: CarrierBindConfig[]): FakeCarrier {
    const carrier = new FakeCarrier(binds, this.changes);
    this.carriers.set(id, carrier);
    return carrier;
  }

  until<Found>(find: () => Found | undefined | false): Promise<Found> {
    return this.changes.until(find);
  }

  #isAllowed(request: IncomingMessage): boolean {
    return request.headers.authorization === `Bearer ${this.token}`;
  }

  #onUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const carrierId = /^\/connector\/v1\/carriers\/([^/]+)\/link$/.exec(request.url ?? "")?.[1];
    const carrier = carrierId === undefined ? undefined : this.carriers.get(carrierId);
    if (this.isOut || !this.#isAllowed(request) || carrier === undefined || carrierId === undefined) {
      socket.end(`HTTP/1.1 ${this.isOut ? 503 : 401} No\r\nconnection: close\r\n\r\n`);
      return;
    }
    const { answersPings } = this;
    this.#sockets.handleUpgrade(request, socket, head, (webSocket) =>
      carrier.attach(webSocket, carrierId, answersPings),
    );
  }
}
