import { once } from "node:events";
import type { Server } from "node:net";
import { createServer } from "node:net";
import { commandStatus } from "../../connector/smpp/constants.ts";
import type { RequestPdu, SubmitSm } from "../../connector/smpp/pdu.ts";
import { Session } from "../../connector/smpp/session.ts";
import { Changes } from "./until.ts";

export interface SeenSubmit {
  submit: SubmitSm;
  session: Session;
}

/** An SMSC that lets everybody in and answers a submit_sm when the test says so. */
export class ScriptedSmsc {
  readonly changes = new Changes();
  readonly submits: SeenSubmit[] = [];
  readonly sessions: Session[] = [];
  /** system_ids in the order they bound, and unbound. */
  readonly events: string[] = [];
  /** Whether submits are accepted as they come, with ids 1, 2, …. */
  accepts = true;
  readonly #server: Server;
  #port = 0;

  constructor() {
    this.#server = createServer((socket) => {
      let systemId = "";
      const session: Session = new Session({
        socket,
        monotonicMs: () => performance.now(),
        enquireLinkIntervalMs: 30_000,
        responseTimeoutMs: 30_000,
        onRequest: (pdu) => {
          if (pdu.command === "submit_sm") {
            this.submits.push({ submit: pdu, session });
            if (this.accepts) {
              this.accept(this.submits.length - 1);
            }
          } else if ("interfaceVersion" in pdu) {
            ({ systemId } = pdu);
            session.respond(
              { command: `${pdu.command}_resp`, commandStatus: commandStatus.ESME_ROK, systemId: "smsc", tlvs: [] },
              pdu.sequence,
            );
            this.sessions.push(session);
            this.events.push(`bound ${systemId}`);
          }
          this.changes.changed();
        },
        onClose: ({ kind }) => {
          this.events.push(`${kind} ${systemId}`);
          this.changes.changed();
        },
      });
    });
  }

  get port(): number {
    return this.#port;
  }

  async listen(): Promise<void> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    const address = this.#server.address();
    this.#port = typeof address === "object" && address !== null ? address.port : 0;
  }

  async close(): Promise<void> {
    for (const session of this.sessions) {
      session.destroy();
    }
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
  }

  /** Answers a submit, by the order they came in, with the message id of its number counted from 1. */
  accept(index: number): void {
    const seen = this.submits[index];
    seen?.session.respond(
      { command: "submit_sm_resp", commandStatus: commandStatus.ESME_ROK, messageId: String(index + 1) },
      seen.submit.sequence,
    );
  }

  /** Sends a deliver_sm over the newest session. Resolves with the command_status of its answer, undefined without one. */
  deliver(fields: Omit<Extract<RequestPdu, { command: "deliver_sm" }>, "command">): Promise<number | undefined> {
    return new Promise((resolve) => {
      this.sessions.at(-1)?.request({ ...fields, command: "deliver_sm" }, (outcome) => {
        resolve(outcome.kind === "response" && "commandStatus" in outcome.pdu ? outcome.pdu.commandStatus : undefined);
      });
    });
  }

  until<Found>(find: () => Found | undefined | false): Promise<Found> {
    return this.changes.until(find);
  }
}
