import { liveCloseCodes, type LiveFrame, pingText, pongText } from "#live";

export type LiveState = "connecting" | "online" | "offline";

export interface LiveSocketOptions {
  url: string;
  onFrame: (frame: LiveFrame) => void;
  onState: (state: LiveState) => void;
  /** The edge let go of it for good: signed out, or no longer allowed. */
  onEnd: (reason: "signed_out" | "not_allowed") => void;
  open?: (url: string) => WebSocket;
  random?: () => number;
}

const firstDelayMs = 500;
const longestDelayMs = 30_000;
const pingIntervalMs = 30_000;

/** One stream of frames that comes back by itself, with a growing delay that differs from tab to tab. */
export class LiveSocket {
  readonly #options: Required<LiveSocketOptions>;
  #socket: WebSocket | null = null;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #pings: ReturnType<typeof setInterval> | undefined;
  #answered = true;

  constructor(options: LiveSocketOptions) {
    this.#options = { open: (url) => new WebSocket(url), random: Math.random, ...options };
    this.#connect();
  }

  /** Ends it; nothing is told afterwards. */
  close(): void {
    clearTimeout(this.#timer);
    clearInterval(this.#pings);
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  /** Does not wait any longer, since the network is back. */
  hurry(): void {
    if (this.#socket !== null) return;
    clearTimeout(this.#timer);
    this.#connect();
  }

  #connect(): void {
    this.#options.onState("connecting");
    const socket = this.#options.open(this.#options.url);
    this.#socket = socket;
    socket.addEventListener("message", ({ data }: MessageEvent<string>) => this.#take(data));
    socket.addEventListener("close", ({ code }) => {
      if (socket === this.#socket) this.#closed(code);
    });
  }

  #take(data: string): void {
    this.#answered = true;
    if (data === pongText) return;
    const frame = JSON.parse(data) as LiveFrame;
    if (frame.type === "hello") this.#opened();
    this.#options.onFrame(frame);
  }

  #opened(): void {
    this.#failures = 0;
    this.#options.onState("online");
    clearInterval(this.#pings);
    this.#answered = true;
    this.#pings = setInterval(() => this.#ping(), pingIntervalMs);
  }

  /** A connection that died without a word shows by the answer that is missing. */
  #ping(): void {
    if (this.#answered) {
      this.#answered = false;
      this.#socket?.send(pingText);
    } else {
      this.#socket?.close();
    }
  }

  #closed(code: number): void {
    this.#socket = null;
    clearInterval(this.#pings);
    this.#options.onState("offline");
    if (code === liveCloseCodes.signedOut) return this.#options.onEnd("signed_out");
    if (code === liveCloseCodes.notAllowed) return this.#options.onEnd("not_allowed");
    const delayMs = Math.min(longestDelayMs, firstDelayMs * 2 ** this.#failures) * (0.5 + this.#options.random() / 2);
    this.#failures++;
    this.#timer = setTimeout(() => this.#connect(), delayMs);
  }
}
