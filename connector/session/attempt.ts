import type { Socket } from "node:net";
import type { BindConfig } from "../../src/link/bind-config.ts";
import type { BindFailure, CloseReason } from "../bind.ts";
import type { OpenSocket } from "./open-socket.ts";
import { describeSocketError } from "./socket-error.ts";

/** What an attempt at a session ends in: `onBound`, and `onLost` once after it, or `onFailed`. */
export interface AttemptCallbacks<Session> {
  /** @param details what the log is told of it */
  onBound: (session: Session, details?: Readonly<Record<string, number>>) => void;
  /** The attempt came to nothing; nothing else is called. */
  onFailed: (failure: BindFailure) => void;
  onLost: (reason: CloseReason) => void;
}

export interface AttemptOptions<Session> extends AttemptCallbacks<Session> {
  config: Pick<BindConfig, "host" | "port" | "tls" | "bindTimeoutMs">;
  openSocket: OpenSocket;
  /** What the carrier is asked, for reasons: a bind, a login. */
  question: string;
  /** The session over a socket that is connected; `onClose` once, when it is gone. */
  openSession: (socket: Socket, onClose: (reason: CloseReason) => void) => Session;
  /** Asks the carrier to let the session in. Only the first answer counts. */
  ask: (session: Session, answer: BindAnswer) => void;
}

/** How the carrier answered. */
export interface BindAnswer {
  letIn: (details?: Readonly<Record<string, number>>) => void;
  refused: (failure: BindFailure) => void;
}

/**
 * One try at one session: connect and bind within bindTimeoutMs. Ends in `onBound` or `onFailed`, unless aborted before;
 * neither is called before this returns.
 */
export function startAttempt<Session>(options: AttemptOptions<Session>): { abort: () => void } {
  const { config, openSocket, question, openSession, ask } = options;
  let pending = true;
  let connected = false;

  const settle = (): boolean => {
    const first = pending;
    pending = false;
    clearTimeout(timer);
    return first;
  };
  const drop = (): void => {
    if ("destroy" in socket) {
      socket.destroy();
    }
  };
  const fail = (failure: BindFailure): void => {
    if (settle()) {
      options.onFailed(failure);
    }
    drop();
  };

  const socket = openSocket(config, () => {
    if (!pending || "reason" in socket) {
      return;
    }
    connected = true;
    let bound = false;
    const session = openSession(socket, (reason) =>
      bound ? options.onLost(reason) : fail({ reason: reason.detail, refused: false }),
    );
    const letIn = (details?: Readonly<Record<string, number>>): void => {
      if (settle()) {
        bound = true;
        options.onBound(session, details);
      }
    };
    ask(session, { letIn, refused: fail });
  });
  if ("reason" in socket) {
    queueMicrotask(() => fail({ reason: socket.reason, refused: true }));
  } else {
    socket.on("error", (error) => fail({ reason: describeSocketError(error), refused: false }));
  }

  const timer = setTimeout(() => {
    const waitedFor = connected ? `answer to the ${question}` : "connection";
    fail({ reason: `no ${waitedFor} within ${config.bindTimeoutMs} ms`, refused: false });
  }, config.bindTimeoutMs);

  return {
    abort: () => {
      settle();
      drop();
    },
  };
}
