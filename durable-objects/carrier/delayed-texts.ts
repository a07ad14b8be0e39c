import type { AlarmBook } from "../lib/alarm-book.ts";
import type { Backlog, TextPlace } from "./backlog.ts";
import { textAt } from "./hand-out.ts";

/** Texts that go again later, each by an alarm of its own. */
export class DelayedTexts {
  readonly #backlog: Backlog;
  readonly #alarms: AlarmBook;
  readonly #places = new Map<string, TextPlace>();

  constructor(backlog: Backlog, alarms: AlarmBook) {
    this.#backlog = backlog;
    this.#alarms = alarms;
  }

  get size(): number {
    return this.#places.size;
  }

  /** A text that was put off before the object started; its alarm is set. */
  restore(place: TextPlace): void {
    this.#places.set(textAt(place).id, place);
  }

  add(place: TextPlace, atMs: number): void {
    const { id } = textAt(place);
    this.#backlog.markDelayed(place);
    this.#places.set(id, place);
    this.#alarms.set("retry", id, atMs);
  }

  /** The alarm's handler: the text waits again, behind all others. False where it is not here any more. */
  release(messageId: string): boolean {
    const place = this.#places.get(messageId);
    if (place === undefined) return false;
    this.#places.delete(messageId);
    this.#backlog.requeueAtTail(place);
    return true;
  }
}
