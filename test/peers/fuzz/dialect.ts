import type { Draw } from "./draw.ts";

export interface HostileCase {
  strategy: string;
  bytes: Buffer;
}

/** What a peer said, as its attacker reads it. */
export interface Listener<Request> {
  onRequest: (request: Request) => void;
  /** The key of an answer, see `Dialect`. */
  onAnswer: (key: string) => void;
  /** Something that is no sentence of the protocol. */
  onNonsense: (reason: string) => void;
}

/** A protocol as an attacker needs it. Answers have keys: a peer that owes an answer to some bytes gives one of that key. */
export interface Dialect<Request> {
  /** Something hostile under this number, as far as the protocol has it. */
  drawCase: (draw: Draw, number: number) => HostileCase;
  /** Whether a peer reads this as one sentence, and goes on to read what follows it. */
  keepsFraming: (bytes: Buffer) => boolean;
  /** The key of the answer that is owed to these bytes, which keep the framing; undefined where none is. */
  owedTo: (bytes: Buffer) => string | undefined;
  /** A question that is answered in any state of a session, by an answer of a key that no case has. */
  probe: { bytes: Buffer; key: string };
  /** The opening of a sentence that goes on for a long time. */
  endless: Buffer;
  /** Takes what one peer says. */
  newReader: (listener: Listener<Request>) => (chunk: Buffer) => void;
}
