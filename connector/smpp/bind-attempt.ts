import type { BindConfig } from "../../src/link/bind-config.ts";
import type { BindFailure } from "../bind.ts";
import type { AttemptCallbacks } from "../session/attempt.ts";
import { startAttempt } from "../session/attempt.ts";
import type { OpenSocket } from "../session/open-socket.ts";
import type { PduTap } from "../session/pdu-tap.ts";
import { commandStatus, commandStatusName } from "./constants.ts";
import type { AskedVersion, InterfaceVersion } from "./interface-version.ts";
import { spokenVersion } from "./interface-version.ts";
import type { ReceivedNotice, ReceivedRequest } from "./pdu.ts";
import type { RequestOutcome } from "./requests.ts";
import { Session } from "./session.ts";

export interface BindAttemptOptions extends AttemptCallbacks<Session> {
  config: BindConfig;
  /** What the bind asks for; it learns from a refusal. */
  version: AskedVersion;
  openSocket: OpenSocket;
  monotonicMs: () => number;
  onRequest: (session: Session, pdu: ReceivedRequest) => void;
  onNotice: (pdu: ReceivedNotice) => void;
  onDrain: () => void;
  tap?: PduTap | undefined;
}

const refusals = new Set<number>([
  commandStatus.ESME_RALYBND,
  commandStatus.ESME_RBINDFAIL,
  commandStatus.ESME_RINVPASWD,
  commandStatus.ESME_RINVSYSID,
]);

/** One try at one session. The log is told which version it speaks. */
export function startBindAttempt(options: BindAttemptOptions): { abort: () => void } {
  const { config, version, monotonicMs, onRequest, onNotice, onDrain, tap } = options;
  const { asked } = version;
  return startAttempt<Session>({
    ...options,
    question: "bind",
    openSession: (socket, onClose) => {
      const session: Session = new Session({
        socket,
        monotonicMs,
        enquireLinkIntervalMs: config.enquireLinkIntervalMs,
        responseTimeoutMs: config.responseTimeoutMs,
        onRequest: (pdu) => onRequest(session, pdu),
        onNotice,
        onDrain,
        onClose,
        tap,
      });
      return session;
    },
    ask: (session, { letIn, refused }) => {
      const onOutcome = (outcome: RequestOutcome): void => {
        const failure = bindFailure(outcome, version);
        return failure === undefined ? letIn({ interfaceVersion: versionOf(outcome, asked) }) : refused(failure);
      };
      // The attempt's own timer covers the response too.
      const timing = { timeoutMs: Number.POSITIVE_INFINITY };
      const error = session.request(bindRequest(config, asked), onOutcome, timing);
      if (error !== undefined) {
        refused({ reason: error.reason, refused: true });
      }
    },
  });
}

function bindRequest(config: BindConfig, interfaceVersion: InterfaceVersion) {
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

function versionOf(outcome: RequestOutcome, asked: InterfaceVersion): InterfaceVersion {
  const tlvs = outcome.kind === "response" && "tlvs" in outcome.pdu ? outcome.pdu.tlvs : undefined;
  return spokenVersion(asked, tlvs ?? []);
}

function bindFailure(outcome: RequestOutcome, version: AskedVersion): BindFailure | undefined {
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
  const reason = `the bind was refused: ${commandStatusName(status)}`;
  return version.refused(status)
    ? { reason: `${reason}; next with interface_version 3.4`, refused: false, retriesAtOnce: true }
    : { reason, refused: refusals.has(status) };
}
