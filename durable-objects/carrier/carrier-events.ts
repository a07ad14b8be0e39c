import type { CarrierEvent, MessageEvent } from "../../src/messages/message.ts";
import { EventLog, type EventLogOptions } from "../lib/event-log.ts";
import { HeldSteps } from "./held-steps.ts";

export const heldStepsAlarm = "held_steps";

export interface CarrierEventsOptions extends EventLogOptions {
  /** How long a step that is held may wait; 0 for not at all. */
  holdMs: () => number;
  /** Runs `write` in one transaction. */
  atOnce: (write: () => void) => void;
}

/**
 * What a carrier has to tell. A step `sent` may be held for a while: where its receipt comes meanwhile both are told at once, and
 * the message is written once in the read model, not twice. Steps of one message are told in the order in which they were added.
 */
export class CarrierEvents extends EventLog<CarrierEvent> {
  readonly #options: CarrierEventsOptions;
  readonly #held: HeldSteps;
  #isArmed = false;

  constructor(options: CarrierEventsOptions) {
    super(options);
    this.#options = options;
    this.#held = new HeldSteps(options.sql);
  }

  override get handlers() {
    return { ...super.handlers, [heldStepsAlarm]: () => this.#release() };
  }

  /** Whether something is held, or on its way. */
  get hasMoreToTell(): boolean {
    return this.waitingItems > 0 || !this.#held.isEmpty;
  }

  /** Adds a step that may be told later, within the transaction that causes it. */
  hold(event: MessageEvent): void {
    if (this.#options.holdMs() === 0) this.add(event);
    else this.#held.add(event);
  }

  override add(event: CarrierEvent): void {
    if ("messageId" in event) for (const earlier of this.#held.take(event.messageId)) super.add(earlier);
    super.add(event);
  }

  override flush(): void {
    const early = this.#held.takeBeyondLimits(this.#options.now());
    for (const event of early) super.add(event);
    if (early.length > 0) this.#isArmed = false;
    this.#store();
    if (!this.#isArmed) this.#arm();
  }

  /** The handler of `heldStepsAlarm`. */
  #release(): void {
    const { atOnce, now } = this.#options;
    atOnce(() => {
      for (const event of this.#held.takeDue(now())) super.add(event);
      this.#store();
      this.#arm();
    });
  }

  #store(): void {
    const { now, holdMs } = this.#options;
    this.#held.store(now() + holdMs());
    super.flush();
  }

  #arm(): void {
    const dueAtMs = this.#held.nextDueAtMs;
    this.#isArmed = dueAtMs !== null;
    if (dueAtMs !== null) this.#options.alarms.set(heldStepsAlarm, "", dueAtMs);
  }
}
