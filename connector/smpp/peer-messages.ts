import { commandId, commandStatus } from "./constants.ts";
import type { DataSm, DeliverSm, ReceivedRequest } from "./pdu.ts";
import { refusal, responseCommand } from "./replies.ts";
import type { Session } from "./session.ts";

export interface PeerMessagesOptions {
  /** `respond` answers with a command_status, at once or later; only its first call counts. */
  onDeliver: (deliver: DeliverSm, respond: (commandStatus: number) => void) => void;
  /** One more was answered. */
  onAnswered: () => void;
}

/** What one session's SMSC sends: receipts and MO in deliver_sm or data_sm are handed on, everything else is refused. */
export class PeerMessages {
  readonly #options: PeerMessagesOptions;
  #unanswered = 0;

  constructor(options: PeerMessagesOptions) {
    this.#options = options;
  }

  /** Handed on and not answered yet. */
  get unanswered(): number {
    return this.#unanswered;
  }

  take(session: Session, pdu: ReceivedRequest): void {
    switch (pdu.command) {
      case "deliver_sm":
        return this.#handOn(session, pdu, pdu);
      case "data_sm":
        return this.#handOn(session, pdu, deliverOf(pdu));
      default: {
        const answer = refusal(commandId[pdu.command], commandStatus.ESME_RINVBNDSTS);
        if (answer !== undefined) {
          session.respond(answer, pdu.sequence);
        }
      }
    }
  }

  #handOn(session: Session, pdu: DeliverSm | DataSm, deliver: DeliverSm): void {
    let answered = false;
    this.#unanswered++;
    this.#options.onDeliver(deliver, (status) => {
      if (answered) {
        return;
      }
      answered = true;
      this.#unanswered--;
      // SMPP 3.4 §4.6.2: message_id is there and empty.
      const answer = { command: responseCommand[pdu.command], commandStatus: status, messageId: "" };
      session.respond(answer, pdu.sequence);
      this.#options.onAnswered();
    });
  }
}

const noBytes = new Uint8Array();

/** The deliver_sm that says the same: data_sm has its body in message_payload, and lacks what is zero here. */
function deliverOf(data: DataSm): DeliverSm {
  return {
    ...data,
    command: "deliver_sm",
    protocolId: 0,
    priorityFlag: 0,
    scheduleDeliveryTime: "",
    validityPeriod: "",
    replaceIfPresent: 0,
    smDefaultMsgId: 0,
    shortMessage: noBytes,
  };
}
