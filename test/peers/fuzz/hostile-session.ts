import type { Socket } from "node:net";
import { setImmediate as nextTurn } from "node:timers/promises";
import { commandId } from "../../../connector/smpp/constants.ts";
import { decodePdu } from "../../../connector/smpp/decode.ts";
import { encodePdu } from "../../../connector/smpp/encode.ts";
import { Framer } from "../../../connector/smpp/framer.ts";
import type { DecodedPdu, RequestPdu, ResponsePdu } from "../../../connector/smpp/pdu.ts";
import type { Draw } from "./draw.ts";
import { drawCase, keepsFraming } from "./hostile-case.ts";

export interface SessionReport {
  /** What became of the last question; frozen: neither an answer nor an end of the connection. */
  ending: "answered" | "closed" | "frozen";
  /** The strategy of each case sent. */
  strategies: string[];
  /** From the last octet sent to the end. */
  endedInMs: number;
  /** What the peer said that is no SMPP. */
  nonsense: string[];
  /** What was sent last, in hexadecimal, at most its last 2,000 octets. */
  lastSent: string;
}

const maxCases = 40;
/** The timers of a peer under attack are some forty times shorter. */
const frozenAfterMs = 20_000;
/** What is as long as a PDU may be would take thousands of turns in small pieces. */
const octetsInPieces = 4_000;
const probeSequence = 0x70000000;
const responseBit = 0x80000000;

/** One connection to a peer under attack, as its client or as its server. */
export class HostileSession {
  readonly #socket: Socket;
  readonly #draw: Draw;
  readonly #onRequest: (pdu: DecodedPdu) => void;
  readonly #framer = new Framer();
  /** Requests sent and not answered, by sequence number. */
  readonly #unanswered = new Map<number, number>();
  readonly #strategies: string[] = [];
  readonly #nonsense: string[] = [];
  #sequence = 1_000;
  #lastSent: Buffer = Buffer.alloc(0);
  #probed = false;
  #probeAnswered = false;
  #closed = false;
  #onChange = (): void => undefined;

  /** @param onRequest what the peer asks, until the last question was put to it */
  constructor(socket: Socket, draw: Draw, onRequest: (pdu: DecodedPdu) => void) {
    this.#socket = socket;
    this.#draw = draw;
    this.#onRequest = onRequest;
    socket.setNoDelay(true);
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => this.#onData(chunk));
    socket.on("close", () => {
      this.#closed = true;
      this.#onChange();
    });
  }

  /** Says something as it should be. */
  say(pdu: RequestPdu | ResponsePdu, sequence: number): void {
    const result = encodePdu(pdu, sequence);
    if (result.ok) {
      this.#write(result.bytes);
    }
  }

  /** Says something hostile under this sequence number that leaves the stream in order. */
  sayHostile(sequence: number): void {
    for (;;) {
      const { strategy, bytes } = drawCase(this.#draw, sequence);
      if (keepsFraming(bytes)) {
        this.#strategies.push(strategy);
        this.#expectAnswer(bytes);
        this.#write(bytes);
        return;
      }
    }
  }

  /** Cases that leave the stream in order, each request of which is to be answered, and then one that need not. */
  async attack(): Promise<SessionReport> {
    const orderly: Buffer[] = [];
    let last: Buffer = Buffer.alloc(0);
    while (last.length === 0 && orderly.length < maxCases) {
      const { strategy, bytes } = drawCase(this.#draw, this.#sequence++);
      this.#strategies.push(strategy);
      if (keepsFraming(bytes)) {
        this.#expectAnswer(bytes);
        orderly.push(bytes);
      } else {
        last = bytes;
      }
    }
    await this.#writeInPieces(Buffer.concat(orderly));
    if (!(await this.until(() => this.#unanswered.size === 0))) {
      return this.#report("frozen", frozenAfterMs);
    }
    this.#write(last);
    return this.end();
  }

  /** Asks one more question, which the peer answers or not but by closing, and says nothing else. */
  async end(): Promise<SessionReport> {
    const lastSent = this.#lastSent;
    const startedMs = performance.now();
    this.#probed = true;
    this.say({ command: "enquire_link" }, probeSequence);
    this.#lastSent = lastSent;
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
      strategies: this.#strategies,
      endedInMs,
      nonsense: this.#nonsense,
      lastSent: this.#lastSent.subarray(-2_000).toString("hex"),
    };
  }

  #expectAnswer(bytes: Buffer): void {
    if (bytes.readUInt32BE(4) < responseBit) {
      const sequence = bytes.readUInt32BE(12);
      this.#unanswered.set(sequence, (this.#unanswered.get(sequence) ?? 0) + 1);
    }
  }

  #write(bytes: Buffer): void {
    this.#lastSent = bytes;
    if (this.#socket.writable) {
      this.#socket.write(bytes);
    }
  }

  /** All at once, or in pieces that do not care where a PDU ends. */
  async #writeInPieces(bytes: Buffer): Promise<void> {
    const longest = this.#draw.pick([bytes.length, 1_460, 97, 7]);
    for (let start = 0; start < bytes.length;) {
      const length = start > octetsInPieces ? bytes.length - start : this.#draw.integer(1, Math.max(1, longest));
      this.#write(bytes.subarray(start, start + length));
      start += length;
      await nextTurn();
    }
    this.#lastSent = bytes;
  }

  #onData(chunk: Buffer): void {
    const error = this.#framer.push(chunk, (bytes, start, end) => {
      const pdu = decodePdu(bytes, start, end);
      if (pdu.command === "malformed") {
        this.#nonsense.push(`${pdu.reason}: ${bytes.toString("hex", start, end)}`);
      } else if (commandId[pdu.command] >= responseBit) {
        this.#onResponse(pdu.sequence);
      } else if (!this.#probed) {
        this.#onRequest(pdu);
      }
      return true;
    });
    if (error !== undefined) {
      this.#nonsense.push(error.reason);
      this.#socket.destroy();
    }
    this.#onChange();
  }

  #onResponse(sequence: number): void {
    this.#probeAnswered ||= this.#probed && sequence === probeSequence;
    const left = (this.#unanswered.get(sequence) ?? 0) - 1;
    if (left > 0) {
      this.#unanswered.set(sequence, left);
    } else {
      this.#unanswered.delete(sequence);
    }
  }
}
