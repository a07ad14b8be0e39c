import { commandId, commandStatus, interfaceVersion, tlvTag } from "../smpp/constants.ts";
import type { BindRequest, QuerySm, QuerySmResponse, Received, ReceivedRequest, SubmitSm } from "../smpp/pdu.ts";
import { noTlvs } from "../smpp/pdu.ts";
import { refusal, responseCommand } from "../smpp/replies.ts";
import type { Session } from "../smpp/session.ts";
import type { Connection } from "./connection.ts";

export type BindMode = "receiver" | "transmitter" | "transceiver";

/** One ESME's connection: nobody's until it is bound. */
export interface EsmeConnection extends Connection<Session> {
  /** interfaceVersion: what both sides speak. */
  bound: { mode: BindMode; interfaceVersion: number } | undefined;
}

/** What is behind the connections of an SMSC. */
export interface Counter {
  /** command_status for a bind: 0 lets it in. */
  admit: (bind: BindRequest) => number;
  /** The newest it speaks. */
  interfaceVersion: number;
  onBound: (connection: EsmeConnection) => void;
  /** Answers the submit_sm, in its own time. */
  onSubmit: (connection: EsmeConnection, systemId: string, submit: Received<SubmitSm>) => void;
  query: (systemId: string, query: QuerySm) => Omit<QuerySmResponse, "command" | "messageId">;
}

/** What an ESME may ask for in the state its connection is in, SMPP 3.4 §2.3. */
export function handleRequest(connection: EsmeConnection, pdu: ReceivedRequest, counter: Counter): void {
  const { session, bound, boundAs } = connection;
  const transmits = boundAs !== undefined && bound?.mode !== "receiver";
  switch (pdu.command) {
    case "bind_receiver":
    case "bind_transmitter":
    case "bind_transceiver":
      return handleBind(connection, pdu, counter);
    case "submit_sm":
      return transmits
        ? counter.onSubmit(connection, boundAs, pdu)
        : refuse(session, pdu, commandStatus.ESME_RINVBNDSTS);
    case "query_sm": {
      if (!transmits) {
        return refuse(session, pdu, commandStatus.ESME_RINVBNDSTS);
      }
      const { sequence, messageId } = pdu;
      session.respond({ command: "query_sm_resp", messageId, ...counter.query(boundAs, pdu) }, sequence);
      return;
    }
    default:
      return refuse(session, pdu, commandStatus.ESME_RINVCMDID);
  }
}

function handleBind(connection: EsmeConnection, pdu: Received<BindRequest>, counter: Counter): void {
  const status = connection.bound === undefined ? counter.admit(pdu) : commandStatus.ESME_RALYBND;
  if (status !== commandStatus.ESME_ROK) {
    return refuse(connection.session, pdu, status);
  }
  const spoken = Math.min(pdu.interfaceVersion, counter.interfaceVersion);
  connection.boundAs = pdu.systemId;
  connection.bound = { mode: modes[pdu.command], interfaceVersion: spoken };
  // SMPP 3.4 §4.1.2: sc_interface_version is for those that speak a version which has optional parameters.
  const tlvs =
    pdu.interfaceVersion >= interfaceVersion.smpp34
      ? [{ tag: tlvTag.sc_interface_version, value: Uint8Array.of(counter.interfaceVersion) }]
      : noTlvs;
  connection.session.respond(
    { command: responseCommand[pdu.command], commandStatus: status, systemId: "heliograph", tlvs },
    pdu.sequence,
  );
  counter.onBound(connection);
}

const modes = {
  bind_receiver: "receiver",
  bind_transmitter: "transmitter",
  bind_transceiver: "transceiver",
} as const satisfies Record<BindRequest["command"], BindMode>;

function refuse(session: Session, pdu: ReceivedRequest, status: number): void {
  const answer = refusal(commandId[pdu.command], status);
  if (answer !== undefined) {
    session.respond(answer, pdu.sequence);
  }
}
