import type { Faults } from "./faults.ts";
import type { Schedule } from "./schedule.ts";

/** How much later than its successor an answer that is out of order may come at most. */
const outOfOrderMs = 20;

/** Says when submits are answered, as the faults in force have it. */
export class SubmitAnswers {
  readonly #faults: Faults;
  readonly #schedule: Schedule;
  #count = 0;

  constructor(faults: Faults, schedule: Schedule) {
    this.#faults = faults;
    this.#schedule = schedule;
  }

  /**
   * @param write the answer
   * @param delayMs what the message's own outcome asks for
   */
  give(write: () => void, delayMs = 0): void {
    const isHeldBack = this.#count++ % 2 === 0 && this.#faults.is("out_of_order");
    const laterMs = delayMs + this.#faults.responseDelayMs + (isHeldBack ? outOfOrderMs : 0);
    if (laterMs === 0) {
      write();
    } else {
      this.#schedule.after(laterMs, write);
    }
  }
}
