import type { RawData } from "ws";
import { WebSocket } from "ws";
import type { DownFrame, UpFrame } from "../src/link/frames.ts";
import {
  downFrameSchema,
  frameLimit,
  linkCapabilities,
  linkVersion,
  pingIntervalMs,
  pingText,
  pongText,
} from "../src/link/frames.ts";
import { edgeHeaders } from "./edge-headers.ts";
import { linkUrl } from "./edge-url.ts";
import type { Log } from "./log.ts";
import { carrierTally } from "./metrics-tally.ts";
import { backoffDelayMs } from "./session/backoff.ts";

export type WelcomeFrame = Extract<DownFrame, { type: "welcome" }>;

export interface LinkClientOptions {
  carrierId: string;
  edgeUrl: string;
  token: string;
  connectorId: string;
  journalId: string;
  /** A number in [0, 1). */
  random: () => number;
  /** Milliseconds of a clock that never jumps. */
  monotonicMs: () => number;
  log: Log;
  timing: LinkTiming;
  /** The link is up. Whatever is sent before this returns goes ahead of everything else. */
  onWelcome: (welcome: WelcomeFrame) => void;
  /** A frame after the welcome. */
  onFrame: (frame: Exclude<DownFrame, WelcomeFrame>) => void;
  /** The link that was welcomed is gone. */
  onDown: () => void;
}

export interface LinkTiming {
  reconnectMinMs: number;
  reconnectMaxMs: number;
  pingIntervalMs: number;
  /** A peer that is silent for this long is gone. */
  silenceMs: number;
}

export const linkTiming: LinkTiming = {
  reconnectMinMs: 100,
  reconnectMaxMs: 5_000,
  pingIntervalMs,
  silenceMs: 10_000,
};

export type LinkState = "down" | "connecting" | "up";

/** WebSocket close codes: RFC 6455 §7.4.1 and a code of our own. */
const closeCode = { normal: 1000, badFrame: 4400 } as const;

/** A UTF-16 unit takes at most three octets of UTF-8. */
const maxPayloadBytes = frameLimit * 3;

/** How long a close frame may stay unanswered. */
const lingerMs = 1_000;

/**
 * The WebSocket of one carrier to the edge, for as long as it is not stopped: dials, says hello, waits for the welcome,
 * supervises with pings, and dials again when it is gone.
 */
export class LinkClient {
  readonly #options: LinkClientOptions;
  #socket: WebSocket | undefined = undefined;
  #state: LinkState = "down";
  #stopped = false;
  /** Connections since one last lasted. */
  #attempts = 0;
  #openedAtMs = 0;
  #heardAtMs = 0;
  #retryTimer: NodeJS.Timeout | undefined = undefined;
  #pingTimer: NodeJS.Timeout | undefined = undefined;

  constructor(options: LinkClientOptions) {
    this.#options = options;
  }

  get state(): LinkState {
    return this.#state;
  }

  start(): void {
    this.#connect();
  }

  /** Sends one frame of JSON. Without a welcomed link it does nothing. */
  send(frame: string): void {
    if (this.#state === "up") {
      this.#socket?.send(frame);
    }
  }

  /** Drops this connection and dials again, because the peer says what makes no sense. */
  reject(reason: string): void {
    this.#options.log("link.bad_frame", { carrierId: this.#options.carrierId, reason: reason.slice(0, 500) });
    this.#socket?.close(closeCode.badFrame, "the frame is not of this protocol");
    this.#drop(reason);
  }

  /** Closes the link for good; resolves when what was sent has left or the peer does not take it. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#retryTimer);
    const socket = this.#socket;
    if (socket === undefined) {
      return;
    }
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => socket.terminate(), lingerMs);
      socket.once("close", () => {
        clearTimeout(timer);
        resolve();
      });
      socket.close(closeCode.normal);
    });
  }

  #connect(): void {
    const { carrierId, edgeUrl, token, connectorId, monotonicMs, timing } = this.#options;
    const socket = new WebSocket(linkUrl(edgeUrl, carrierId), {
      headers: edgeHeaders({ token, connectorId }),
      handshakeTimeout: timing.silenceMs,
      maxPayload: maxPayloadBytes,
      perMessageDeflate: false,
    });
    this.#socket = socket;
    this.#state = "connecting";
    this.#openedAtMs = monotonicMs();
    // A socket that was dropped may still have something to say; only the current one is listened to.
    const current = (): boolean => socket === this.#socket;
    let failure = "";
    socket.on("open", () => this.#onOpen(socket));
    socket.on("message", (data, isBinary) => current() && this.#onMessage(data, isBinary));
    socket.on("error", (error) => {
      failure ||= error.message;
    });
    socket.on(
      "close",
      (code, reason) => current() && this.#drop(failure || `closed (${code}) ${reason.toString()}`.trim()),
    );
  }

  #onOpen(socket: WebSocket): void {
    const { connectorId, journalId, timing } = this.#options;
    this.#heard();
    this.#pingTimer = setInterval(() => this.#supervise(socket), timing.pingIntervalMs);
    const hello: UpFrame = { type: "hello", linkVersion, connectorId, journalId, capabilities: [...linkCapabilities] };
    socket.send(JSON.stringify(hello));
  }

  #onMessage(data: RawData, isBinary: boolean): void {
    this.#heard();
    const text = isBinary || !Buffer.isBuffer(data) ? undefined : data.toString("utf8");
    if (text === pongText) {
      return;
    }
    const frame = readFrame(text);
    if (typeof frame === "string") {
      this.reject(frame);
    } else if (frame.type === "welcome") {
      this.#onWelcome(frame);
    } else if (this.#state === "up") {
      this.#options.onFrame(frame);
    } else {
      this.reject(`${frame.type} before the welcome`);
    }
  }

  #onWelcome(welcome: WelcomeFrame): void {
    const { carrierId, onWelcome } = this.#options;
    if (this.#state === "up" || welcome.carrierId !== carrierId) {
      return this.reject(this.#state === "up" ? "a second welcome" : `a welcome for carrier ${welcome.carrierId}`);
    }
    this.#state = "up";
    carrierTally(carrierId).linkWelcomes++;
    onWelcome(welcome);
  }

  #heard(): void {
    this.#heardAtMs = this.#options.monotonicMs();
  }

  #supervise(socket: WebSocket): void {
    const { monotonicMs, timing } = this.#options;
    const silentSinceMs = this.#state === "up" ? this.#heardAtMs : this.#openedAtMs;
    if (monotonicMs() - silentSinceMs >= timing.silenceMs) {
      socket.terminate();
      this.#drop(this.#state === "up" ? "the edge is silent" : "the edge did not say welcome");
    } else if (socket.readyState === WebSocket.OPEN) {
      socket.send(pingText);
    }
  }

  /** The current socket is of no more use. */
  #drop(reason: string): void {
    const { carrierId, log, monotonicMs, random, onDown, timing } = this.#options;
    clearInterval(this.#pingTimer);
    const wasUp = this.#state === "up";
    this.#socket = undefined;
    this.#state = "down";
    if (!this.#stopped) {
      // An edge that takes the link and drops it at once is no better than one that does not take it.
      const lasted = wasUp && monotonicMs() - this.#openedAtMs >= timing.reconnectMaxMs;
      this.#attempts = lasted ? 0 : this.#attempts;
      const delayMs = backoffDelayMs(this.#attempts++, timing.reconnectMinMs, timing.reconnectMaxMs, random());
      log("link.down", { carrierId, reason, retryInMs: delayMs });
      this.#retryTimer = setTimeout(() => this.#connect(), delayMs);
    }
    if (wasUp) {
      carrierTally(carrierId).linkLosses++;
      onDown();
    }
  }
}

/** The frame, or what is wrong with it. */
function readFrame(text: string | undefined): DownFrame | string {
  if (text === undefined) {
    return "not a frame of text";
  }
  try {
    const parsed = downFrameSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : describeIssue(parsed.error.issues[0]);
  } catch {
    return "not JSON";
  }
}

/** The place and kind of the first issue: values are texts and numbers of people, and passwords. */
function describeIssue(issue: { path: PropertyKey[]; code?: string | undefined } | undefined): string {
  return issue === undefined
    ? "not of this protocol"
    : `${issue.code ?? "wrong"} at ${issue.path.map(String).join(".")}`;
}
