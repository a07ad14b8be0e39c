import type { Dialect } from "./dialect.ts";

/** A simulated SMSC, attacked by ESMEs. */
export interface ServerVictim<Request> {
  /** The program that runs it. */
  program: string;
  dialect: Dialect<Request>;
  /** Whether it asks a silent peer for a sign of life. */
  supervises: boolean;
  /** What opens an honest session. */
  login: Buffer;
  /** The honest answer to what it asks; undefined for what is left unanswered. */
  answerTo: (request: Request) => Buffer | undefined;
  /** Resolves when a text of an honest session is accepted. */
  serves: (port: number) => Promise<void>;
}

export interface ReadRequest {
  kind: "login" | "text" | "question";
  number: number;
  /** The honest answer. */
  answer: Buffer;
}

/** The binds of a connector, attacked by their SMSC. */
export interface ClientVictim<Request> {
  program: string;
  dialect: Dialect<Request>;
  read: (request: Request) => ReadRequest | undefined;
}
