import type { BindConfig } from "../../src/link/bind-config.ts";
import { commandStatus, commandStatusName } from "./constants.ts";
import type { InterfaceVersion } from "./interface-version.ts";
import { spokenVersion } from "./interface-version.ts";
import type { OpenSocket } from "./open-socket.ts";
import type { ReceivedNotice, ReceivedRequest } from "./pdu.ts";
import type { CloseReason, RequestOutcome } from "./requests.ts";
import { Session } from "./session.ts";
import { describeSocketError } from "./socket-error.ts";

export interface BindFailure {
  /** For the operator, in a few words. */
  reason: string;
  /** The carrier knows us and says no: trying again soon changes nothing. */
  refused: boolean;
  /** What the carrier refused the bind with. */
  commandStatus?: number;
}

export interface BindAttemptOptions {
  config: BindConfig;
  /** What the bind asks for. */
  interfaceVersion: InterfaceVersion;
  connect: OpenSocket;
  monotonicMs: () => number;
  onRequest: (session: Session, pdu: ReceivedRequest) => void;
  onNotice: (pdu: ReceivedNotice) => void;
  onDrain: () => void;
  /** The session is bound and speaks `version`; `onLost` follows once. */
  onBound: (session: Session, version: InterfaceVersion) => void;
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
 * One try at one session: connect and bind within bindTimeoutMs. Ends in `onBound` or `onFailed`, unless aborted before;
 * neither is called before this returns.
 */
export function startBindAttempt(options: BindAttemptOptions): { abort: () => void } {
  const { config, connect, monotonicMs } = options;
  let pending = true;
  let session: Session | undefined;

  const fail = (failure: BindFailure): void => {
    if (settle()) {
      options.onFailed(failure);
    }
    if ("destroy" in socket) {
      socket.destroy();
    }
  };
  const settle = (): boolean => {
    const first = pending;
    pending = false;
    clearTimeout(timer);
    return first;
  };

  const socket = connect(config, () => {
    if (!pending || "reason" in socket) {
      return;
    }
    let bound = false;
    const opened: Session = new Session({
      socket,
      monotonicMs,
      enquireLinkIntervalMs: config.enquireLinkIntervalMs,
      responseTimeoutMs: config.responseTimeoutMs,
      onRequest: (pdu) => options.onRequest(opened, pdu),
      onNotice: options.onNotice,
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
        options.onBound(opened, versionOf(outcome, options.interfaceVersion));
      }
    };
    // The attempt's own timer covers the response too.
    const error = opened.request(bindRequest(options), onOutcome, { timeoutMs: Number.POSITIVE_INFINITY });
    if (error !== undefined) {
      fail({ reason: error.reason, refused: true });
    }
  });
  if ("reason" in socket) {
    queueMicrotask(() => fail({ reason: socket.reason, refused: true }));
  } else {
    socket.on("error", (error) => fail({ reason: describeSocketError(error), refused: false }));
  }

  const timer = setTimeout(() => {
    const waitedFor = session === undefined ? "connection" : "answer to the bind";
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

function bindRequest({ config, interfaceVersion }: BindAttemptOptions) {
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
  return {
    reason: `the bind was refused: ${commandStatusName(status)}`,
    refused: refusals.has(status),
    commandStatus: status,
  };
}
