import { monotonicMs } from "../clock.ts";
import { inboundPdu } from "./pdu.ts";
import type { InboundPlan } from "./protocol.ts";
import type { SmscSession } from "./session.ts";
import type { SmscState } from "./state.ts";

const tickMs = 1;

/** Sends texts from handsets over the sessions that are there, in turns. */
export class InboundSender {
  startedAtMs = 0;
  readonly #plan: InboundPlan;
  readonly #sessions: readonly SmscSession[];
  readonly #state: SmscState;
  #next = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(plan: InboundPlan, sessions: readonly SmscSession[], state: SmscState) {
    this.#plan = plan;
    this.#sessions = sessions;
    this.#state = state;
  }

  start(): void {
    this.startedAtMs = monotonicMs();
    if (this.#plan.perSecond !== null) {
      this.#timer = setInterval(() => this.#sendDue(), tickMs);
      return;
    }
    for (let sent = 0; sent < this.#plan.inFlight; sent++) this.#send(monotonicMs());
    this.#flush();
  }

  /** One was answered: in a closed loop the next may leave. */
  answered(): void {
    if (this.#plan.perSecond !== null) return;
    this.#send(monotonicMs());
    queueMicrotask(() => this.#flush());
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #sendDue(): void {
    const intervalMs = 1_000 / (this.#plan.perSecond ?? 1);
    const due = Math.floor((monotonicMs() - this.startedAtMs) / intervalMs) + 1;
    while (this.#next < Math.min(due, this.#plan.count)) this.#send(this.startedAtMs + this.#next * intervalMs);
    this.#flush();
    if (this.#next >= this.#plan.count) this.stop();
  }

  #send(dueAtMs: number): void {
    if (this.#next >= this.#plan.count) return;
    const number = this.#next++;
    this.#sessions[number % this.#sessions.length]?.deliveries.add({
      pdu: inboundPdu(number, this.#plan.shortCode),
      dueAtMs,
      onSent: () => this.#state.inbound.take(number, dueAtMs),
    });
  }

  #flush(): void {
    for (const { deliveries } of this.#sessions) deliveries.flush();
  }
}
