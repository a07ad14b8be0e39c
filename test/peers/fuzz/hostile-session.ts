import type { Socket } from "node:net";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Dialect } from "./dialect.ts";
import type { Draw } from "./draw.ts";

export interface SessionReport {
  /** What became of the last question; frozen: neither an answer nor an end of the connection. */
  ending: "answered" | "closed" | "frozen";
  /** The peer closed the connection with cases unanswered that left the stream in order. */
  cutShort: boolean;
  /** The strategy of each case sent. */
  strategies: string[];
  /** From the last octet sent to the end. */
  endedInMs: number;
  /** What the peer said that is not the protocol. */
  nonsense: string[];
  /** What was sent last, in hexadecimal, at most its last 2,000 octets. */
  lastSent: string;
}

const maxCases = 40;
/** The timers of a peer under attack are some forty times shorter. */
const frozenAfterMs = 20_000;
/** What is as long as a PDU may be would take thousands of turns in small pieces. */
const octetsInPieces = 4_000;

/** One connection to a peer under attack, as its client or as its server. */
export class HostileSession<Request> {
  readonly #socket: Socket;
  readonly #draw: Draw;
  readonly #dialect: Dialect<Request>;
  /** How many answers are owed, by their keys. */
  readonly #owed = new Map<string, number>();
  readonly #strategies: string[] = [];
  readonly #nonsense: string[] = [];
  #number = 1_000;
  #lastSent: Buffer = Buffer.alloc(0);
  /** Whether part of a sentence is still to be written, and what was to be said since. */
  #inPieces = false;
  readonly #held: Buffer[] = [];
  #cutShort = false;
  #probed = false;
  #probeAnswered = false;
  #closed = false;
  #onChange = (): void => undefined;

  /** @param onRequest what the peer asks, until the last question was put to it */
  constructor(socket: Socket, draw: Draw, dialect: Dialect<Request>, onRequest: (request: Request) => void) {
    this.#socket = socket;
    this.#draw = draw;
    this.#dialect = dialect;
    const read = dialect.newReader({
      onRequest: (request) => (this.#probed ? undefined : onRequest(request)),
      onAnswer: (key) => this.#onAnswer(key),
      onNonsense: (reason) => this.#nonsense.push(reason),
    });
    socket.setNoDelay(true);
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => {
      read(chunk);
      this.#onChange();
    });
    socket.on("close", () => {
      this.#closed = true;
      this.#onChange();
    });
  }

  /** Says something as it should be. */
  say(bytes: Buffer): void {
    this.#write(bytes);
  }

  /** Says something hostile under this number that leaves the stream in order. */
  sayHostile(number: number): void {
    for (;;) {
      const { strategy, bytes } = this.#dialect.drawCase(this.#draw, number);
      if (this.#dialect.keepsFraming(bytes)) {
        this.#strategies.push(strategy);
        this.#owe(bytes);
        this.#write(bytes);
        return;
      }
    }
  }

  /** Cases that leave the stream in order, each of which is answered where it is a request, and then one that does not. */
  async attack(): Promise<SessionReport> {
    const orderly: Buffer[] = [];
    let last: Buffer = Buffer.alloc(0);
    while (last.length === 0 && orderly.length < maxCases) {
      const { strategy, bytes } = this.#dialect.drawCase(this.#draw, this.#number++);
      this.#strategies.push(strategy);
      if (this.#dialect.keepsFraming(bytes)) {
        this.#owe(bytes);
        orderly.push(bytes);
      } else {
        last = bytes;
      }
    }
    await this.#writeInPieces(Buffer.concat(orderly));
    if (!(await this.until(() => this.#owed.size === 0))) {
      return this.#report("frozen", frozenAfterMs);
    }
    this.#cutShort = this.#owed.size > 0;
    this.#write(last);
    return this.end();
  }

  /** Asks one more question, to which the peer gives an answer unless it closes, and says nothing else. */
  async end(): Promise<SessionReport> {
    const startedMs = performance.now();
    this.#probed = true;
    if (this.#socket.writable) {
      this.#socket.write(this.#dialect.probe.bytes);
    }
    const ended = await this.until(() => this.#probeAnswered);
    const ending = this.#probeAnswered ? "answered" : "closed";
    return this.#report(ended ? ending : "frozen", performance.now() - startedMs);
  }

  /** Resolves when `condition` holds or the connection is closed; with false when neither comes to be. */
  async until(condition: () => boolean): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const timer = setTimeout(() => resolve(false), frozenAfterMs);
    this.#onChange = () => {
      if (this.#closed || condition()) {
        resolve(true);
      }
    };
    this.#onChange();
    const came = await promise;
    clearTimeout(timer);
    return came;
  }

  #report(ending: SessionReport["ending"], endedInMs: number): SessionReport {
    this.#socket.destroy();
    return {
      ending,
      cutShort: this.#cutShort,
      strategies: this.#strategies,
      endedInMs,
      nonsense: this.#nonsense,
      lastSent: this.#lastSent.subarray(-2_000).toString("hex"),
    };
  }

  #owe(bytes: Buffer): void {
    const key = this.#dialect.owedTo(bytes);
    if (key !== undefined) {
      this.#owed.set(key, (this.#owed.get(key) ?? 0) + 1);
    }
  }

  #onAnswer(key: string): void {
    this.#probeAnswered ||= this.#probed && key === this.#dialect.probe.key;
    const left = (this.#owed.get(key) ?? 0) - 1;
    if (left > 0) {
      this.#owed.set(key, left);
    } else {
      this.#owed.delete(key);
    }
  }

  #write(bytes: Buffer): void {
    if (this.#inPieces) {
      this.#held.push(bytes);
      return;
    }
    this.#lastSent = bytes;
    if (this.#socket.writable) {
      this.#socket.write(bytes);
    }
  }

  /** All at once, or in pieces that do not care where a sentence ends; whatever else is said meanwhile comes behind. */
  async #writeInPieces(bytes: Buffer): Promise<void> {
    const longest = this.#draw.pick([bytes.length, 1_460, 97, 7]);
    this.#inPieces = true;
    for (let start = 0; start < bytes.length && this.#socket.writable;) {
      const length = start > octetsInPieces ? bytes.length - start : this.#draw.integer(1, Math.max(1, longest));
      this.#socket.write(bytes.subarray(start, start + length));
      start += length;
      await nextTurn();
    }
    this.#inPieces = false;
    this.#write(Buffer.concat(this.#held));
    this.#lastSent = bytes;
  }
}
