import { commandStatus, interfaceVersion, tlvTag } from "../smpp/constants.ts";
import type { Connection } from "./connection.ts";
import type { Faults } from "./faults.ts";
import { strayBit, unreadableSubmitResponse } from "./garbage.ts";
import type { Schedule } from "./schedule.ts";

/** How much later than its successor a response that is out of order may come at most. */
const outOfOrderMs = 20;

/** Answers submit_sm, as the faults in force have it. */
export class SubmitAnswers {
  readonly #faults: Faults;
  readonly #schedule: Schedule;
  #count = 0;

  constructor(faults: Faults, schedule: Schedule) {
    this.#faults = faults;
    this.#schedule = schedule;
  }

  /** @param delayMs what the message's own outcome asks for */
  answer(connection: Connection, sequence: number, status: number, messageId: string, delayMs = 0): void {
    const isHeldBack = this.#count++ % 2 === 0 && this.#faults.is("out_of_order");
    const laterMs = delayMs + this.#faults.responseDelayMs + (isHeldBack ? outOfOrderMs : 0);
    const write = (): void => this.#write(connection, sequence, status, messageId);
    if (laterMs === 0) {
      write();
    } else {
      this.#schedule.after(laterMs, write);
    }
  }

  #write({ session, socket, bound }: Connection, sequence: number, status: number, messageId: string): void {
    if (this.#faults.is("malformed_response") && status === commandStatus.ESME_ROK) {
      session.flush();
      socket.write(unreadableSubmitResponse(sequence));
      return;
    }
    const { congestionState } = this.#faults;
    const tells = congestionState !== undefined && bound?.interfaceVersion === interfaceVersion.smpp50;
    session.respond(
      {
        command: "submit_sm_resp",
        commandStatus: status,
        messageId,
        ...(tells && { tlvs: [{ tag: tlvTag.congestion_state, value: Uint8Array.of(congestionState) }] }),
      },
      this.#faults.is("wrong_sequence") ? sequence + strayBit : sequence,
    );
  }
}
