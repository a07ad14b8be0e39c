import type { Socket } from "node:net";
import type { BindConfig } from "../../src/link/bind-config.ts";
import { commandStatus, commandStatusName, interfaceVersion } from "./constants.ts";
import type { ReceivedRequest } from "./pdu.ts";
import type { CloseReason, RequestOutcome } from "./session.ts";
import { describeSocketError, Session } from "./session.ts";

/** Opens a socket to the carrier and calls `onConnected` when bytes may be sent, after the handshake where it is TLS. */
export type Connect = (config: BindConfig, onConnected: () => void) => Socket;

export interface BindFailure {
  /** For the operator, in a few words. */
  reason: string;
  /** The carrier knows us and says no: trying again soon changes nothing. */
  refused: boolean;
}

export interface BindAttemptOptions {
  config: BindConfig;
  connect: Connect;
  monotonicMs: () => number;
  onRequest: (session: Session, pdu: ReceivedRequest) => void;
  onDrain: () => void;
  /** The session is bound; `onLost` follows once. */
  onBound: (session: Session) => void;
  /** The attempt came to nothing; nothing else is called. */
  onFailed: (failure: BindFailure) => void;
  onLost: (reason: CloseReason) => void;
}

const refusals = new Set<number>([
  commandStatus.ESME_RALYBND,
  commandStatus.ESME_RBINDFAIL,
  commandStatus.ESME_RINVPASWD,
  commandStatus.ESME_RINVSYSID,
]);

/**
 * One try at one session: connect and bind within bindTimeoutMs. Ends in `onBound` or `onFailed`, unless aborted before.
 */
export function startBindAttempt(options: BindAttemptOptions): { abort: () => void } {
  const { config, connect, monotonicMs } = options;
  let pending = true;
  let session: Session | undefined;

  const fail = (failure: BindFailure): void => {
    if (settle()) {
      options.onFailed(failure);
    }
    socket.destroy();
  };
  const settle = (): boolean => {
    const first = pending;
    pending = false;
    clearTimeout(timer);
    return first;
  };

  const socket = connect(config, () => {
    if (!pending) {
      return;
    }
    let bound = false;
    const opened: Session = new Session({
      socket,
      monotonicMs,
      enquireLinkIntervalMs: config.enquireLinkIntervalMs,
      responseTimeoutMs: config.responseTimeoutMs,
      onRequest: (pdu) => options.onRequest(opened, pdu),
      onDrain: options.onDrain,
      onClose: (reason) => (bound ? options.onLost(reason) : fail({ reason: reason.detail, refused: false })),
    });
    session = opened;
    const onOutcome = (outcome: RequestOutcome): void => {
      const failure = bindFailure(outcome);
      if (failure !== undefined) {
        fail(failure);
      } else if (settle()) {
        bound = true;
        options.onBound(opened);
      }
    };
    // The attempt's own timer covers the response too.
    const error = opened.request(bindRequest(config), onOutcome, Number.POSITIVE_INFINITY);
    if (error !== undefined) {
      fail({ reason: error.reason, refused: true });
    }
  });
  socket.on("error", (error) => fail({ reason: describeSocketError(error), refused: false }));

  const timer = setTimeout(() => {
    const waitedFor = session === undefined ? "connection" : "answer to the bind";
    fail({ reason: `no ${waitedFor} within ${config.bindTimeoutMs} ms`, refused: false });
  }, config.bindTimeoutMs);

  return {
    abort: () => {
      settle();
      socket.destroy();
    },
  };
}

function bindRequest(config: BindConfig) {
  return {
    command: `bind_${config.mode}`,
    systemId: config.systemId,
    password: config.password,
    systemType: config.systemType,
    interfaceVersion,
    addrTon: 0,
    addrNpi: 0,
    addressRange: "",
  } as const;
}

function bindFailure(outcome: RequestOutcome): BindFailure | undefined {
  if (outcome.kind === "timeout") {
    return { reason: "no answer to the bind", refused: false };
  }
  if (outcome.kind !== "response") {
    const why = outcome.kind === "closed" ? outcome.reason.detail : outcome.reason;
    return { reason: `the bind came to nothing: ${why}`, refused: false };
  }
  const { command, commandStatus: status } = outcome.pdu;
  if (status === commandStatus.ESME_ROK && command !== "generic_nack") {
    return undefined;
  }
  return { reason: `the bind was refused: ${commandStatusName(status)}`, refused: refusals.has(status) };
}
