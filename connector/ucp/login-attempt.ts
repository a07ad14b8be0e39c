import type { UcpBindConfig } from "../../src/link/ucp-bind-config.ts";
import type { BindFailure, CloseReason } from "../bind.ts";
import type { OpenSocket } from "../smpp/open-socket.ts";
import { describeSocketError } from "../smpp/socket-error.ts";
import type { Frame } from "./frame.ts";
import { operation, writeFields } from "./fields.ts";
import { toHex } from "./hex.ts";
import { describeNack } from "./nack-codes.ts";
import type { RequestOutcome } from "./session.ts";
import { Session } from "./session.ts";

export interface LoginAttemptOptions {
  config: UcpBindConfig;
  openSocket: OpenSocket;
  monotonicMs: () => number;
  onOperation: (session: Session, frame: Frame) => void;
  onDrain: () => void;
  /** The session is logged in; `onLost` follows once. */
  onBound: (session: Session) => void;
  /** The attempt came to nothing; nothing else is called. */
  onFailed: (failure: BindFailure) => void;
  onLost: (reason: CloseReason) => void;
}

/** PID of an alert: a PC over TCP/IP (EMI/UCP Interface Specification 4.0 §4.6). */
const applicationProtocol = "0539";
const openSession = "1";
const protocolVersion = "0100";
const checksumError = 1;

/**
 * One try at one session: connect and log in within bindTimeoutMs. Ends in `onBound` or `onFailed`, unless aborted before.
 * Without a systemId there is nothing to log in with: the connection is the session.
 */
export function startLoginAttempt(options: LoginAttemptOptions): { abort: () => void } {
  const { config, openSocket, monotonicMs } = options;
  let pending = true;
  let session: Session | undefined;

  const settle = (): boolean => {
    const first = pending;
    pending = false;
    clearTimeout(timer);
    return first;
  };
  const fail = (failure: BindFailure): void => {
    if (settle()) {
      options.onFailed(failure);
    }
    if ("destroy" in socket) {
      socket.destroy();
    }
  };

  const socket = openSocket(config, () => {
    if (!pending || "reason" in socket) {
      return;
    }
    let bound = false;
    const opened: Session = new Session({
      socket,
      monotonicMs,
      alertFields: writeFields(31, { adc: config.systemId, pid: applicationProtocol }),
      keepaliveIntervalMs: config.keepaliveIntervalMs,
      responseTimeoutMs: config.responseTimeoutMs,
      onOperation: (frame) => options.onOperation(opened, frame),
      onDrain: options.onDrain,
      onClose: (reason) => (bound ? options.onLost(reason) : fail({ reason: reason.detail, refused: false })),
    });
    session = opened;
    const succeed = (): void => {
      if (settle()) {
        bound = true;
        options.onBound(opened);
      }
    };
    if (config.systemId === "") {
      return succeed();
    }
    const onOutcome = (outcome: RequestOutcome): void => {
      const failure = loginFailure(outcome);
      if (failure === undefined) {
        succeed();
      } else {
        fail(failure);
      }
    };
    // The attempt's own timer covers the result too.
    const error = opened.request(operation.session, loginFields(config), onOutcome, {
      timeoutMs: Number.POSITIVE_INFINITY,
    });
    if (error !== undefined) {
      fail({ reason: error, refused: true });
    }
  });
  if ("reason" in socket) {
    queueMicrotask(() => fail({ reason: socket.reason, refused: true }));
  } else {
    socket.on("error", (error) => fail({ reason: describeSocketError(error), refused: false }));
  }

  const timer = setTimeout(() => {
    const waitedFor = session === undefined ? "connection" : "answer to the login";
    fail({ reason: `no ${waitedFor} within ${config.bindTimeoutMs} ms`, refused: false });
  }, config.bindTimeoutMs);

  return {
    abort: () => {
      settle();
      if ("destroy" in socket) {
        socket.destroy();
      }
    },
  };
}

/** Operation 60, open session (§6.3). */
function loginFields(config: UcpBindConfig): string[] {
  return writeFields(60, {
    oadc: config.systemId,
    oton: config.loginTypeOfNumber,
    onpi: config.loginNumberingPlan,
    styp: openSession,
    pwd: toHex(Buffer.from(config.password, "latin1")),
    vers: protocolVersion,
  });
}

function loginFailure(outcome: RequestOutcome): BindFailure | undefined {
  switch (outcome.kind) {
    case "timeout":
      return { reason: "no answer to the login", refused: false };
    case "malformed":
      return { reason: `the login came to nothing: ${outcome.reason}`, refused: false };
    case "closed":
      return { reason: `the login came to nothing: ${outcome.reason.detail}`, refused: false };
    case "result": {
      const { result } = outcome;
      if (result.ok) {
        return undefined;
      }
      const why = describeNack(result.errorCode, result.systemMessage);
      // A damaged login says nothing about us; any other answer is the carrier's opinion, and stays so for a while.
      return { reason: `the login was refused: ${why}`, refused: result.errorCode !== checksumError };
    }
  }
}
