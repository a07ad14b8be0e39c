import type { UcpBindConfig } from "../../src/link/ucp-bind-config.ts";
import type { BindFailure } from "../bind.ts";
import type { AttemptCallbacks } from "../session/attempt.ts";
import { startAttempt } from "../session/attempt.ts";
import type { OpenSocket } from "../session/open-socket.ts";
import type { PduTap } from "../session/pdu-tap.ts";
import type { Frame } from "./frame.ts";
import { operation, writeFields } from "./fields.ts";
import { toHex } from "./hex.ts";
import { describeNack } from "./nack-codes.ts";
import type { RequestOutcome } from "./session.ts";
import { Session } from "./session.ts";

export interface LoginAttemptOptions extends AttemptCallbacks<Session> {
  config: UcpBindConfig;
  openSocket: OpenSocket;
  monotonicMs: () => number;
  onOperation: (session: Session, frame: Frame) => void;
  onDrain: () => void;
  tap?: PduTap | undefined;
}

/** PID of an alert: a PC over TCP/IP (EMI/UCP Interface Specification 4.0 §4.6). */
const applicationProtocol = "0539";
const openSession = "1";
const protocolVersion = "0100";
const checksumError = 1;

/** One try at one session. Without a systemId there is nothing to log in with: the connection is the session. */
export function startLoginAttempt(options: LoginAttemptOptions): { abort: () => void } {
  const { config, monotonicMs, onOperation, onDrain, tap } = options;
  return startAttempt<Session>({
    ...options,
    question: "login",
    openSession: (socket, onClose) => {
      const session: Session = new Session({
        socket,
        monotonicMs,
        alertFields: writeFields(31, { adc: config.systemId, pid: applicationProtocol }),
        keepaliveIntervalMs: config.keepaliveIntervalMs,
        responseTimeoutMs: config.responseTimeoutMs,
        onOperation: (frame) => onOperation(session, frame),
        onDrain,
        onClose,
        tap,
      });
      return session;
    },
    ask: (session, { letIn, refused }) => {
      if (config.systemId === "") {
        return letIn();
      }
      const onOutcome = (outcome: RequestOutcome): void => {
        const failure = loginFailure(outcome);
        return failure === undefined ? letIn() : refused(failure);
      };
      // The attempt's own timer covers the result too.
      const timing = { timeoutMs: Number.POSITIVE_INFINITY };
      const error = session.request(operation.session, loginFields(config), onOutcome, timing);
      if (error !== undefined) {
        refused({ reason: error, refused: true });
      }
    },
  });
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
