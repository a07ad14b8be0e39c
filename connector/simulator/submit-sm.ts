import type { MessageState } from "../smpp/constants.ts";
import { commandStatus, interfaceVersion, registeredDelivery, tlvTag } from "../smpp/constants.ts";
import type { SubmitSm } from "../smpp/pdu.ts";
import { findTlv } from "../smpp/pdu.ts";
import type { EsmeConnection } from "./esme.ts";
import type { Faults } from "./faults.ts";
import { strayBit, unreadableSubmitResponse } from "./garbage.ts";
import type { Submitted, Ticket } from "./submit-desk.ts";

/** A submit_sm that waits for its response. */
export interface SubmitSmTicket extends Ticket {
  connection: EsmeConnection;
  sequence: number;
}

/** A submit_sm as the desk takes it. */
export function submittedBy(systemId: string, pdu: SubmitSm): Submitted {
  return {
    systemId,
    source: pdu.sourceAddr,
    sourceTon: pdu.sourceAddrTon,
    sourceNpi: pdu.sourceAddrNpi,
    destination: pdu.destinationAddr,
    destinationTon: pdu.destAddrTon,
    destinationNpi: pdu.destAddrNpi,
    esmClass: pdu.esmClass,
    dataCoding: pdu.dataCoding,
    registeredDelivery: pdu.registeredDelivery,
    body: bodyOf(pdu),
  };
}

const noBody = new Uint8Array();

/** A copy: the PDU's body is a view that would keep a whole chunk of the socket's alive. */
function bodyOf(pdu: SubmitSm): Uint8Array {
  const body = pdu.shortMessage.length > 0 ? pdu.shortMessage : findTlv(pdu.tlvs, tlvTag.message_payload);
  return body === undefined ? noBody : Buffer.from(body);
}

/** Whether the ESME asked for a receipt of this state, SMPP 3.4 §5.2.17. */
export function isReceiptWanted({ registeredDelivery: asked }: Submitted, state: MessageState): boolean {
  switch (asked & registeredDelivery.receiptMask) {
    case registeredDelivery.none:
      return false;
    case registeredDelivery.failure:
      return state !== "delivered";
    case registeredDelivery.success:
      return state === "delivered";
    default:
      return true;
  }
}

/** Answers a submit_sm, as the faults in force have it. */
export function answerSubmit(
  { connection: { session, socket, bound }, sequence }: SubmitSmTicket,
  status: number,
  messageId: string,
  faults: Faults,
): void {
  if (faults.is("malformed_response") && status === commandStatus.ESME_ROK) {
    session.flush();
    socket.write(unreadableSubmitResponse(sequence));
    return;
  }
  const { congestionState } = faults;
  const tells = congestionState !== undefined && bound?.interfaceVersion === interfaceVersion.smpp50;
  session.respond(
    {
      command: "submit_sm_resp",
      commandStatus: status,
      messageId,
      ...(tells && { tlvs: [{ tag: tlvTag.congestion_state, value: Uint8Array.of(congestionState) }] }),
    },
    faults.is("wrong_sequence") ? sequence + strayBit : sequence,
  );
}
