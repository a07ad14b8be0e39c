import type { IdFactory } from "../../src/ids.ts";
import type { Outbox } from "./outbox.ts";

const eventsPerRow = 100;
const charactersPerRow = 40_000;

/** Gathers the events of one turn and puts them into an outbox as few rows. */
export class EventRows<Event> {
  readonly #outbox: Outbox;
  readonly #ids: IdFactory;
  #row: string[] = [];
  #characters = 0;

  constructor(outbox: Outbox, ids: IdFactory) {
    this.#outbox = outbox;
    this.#ids = ids;
  }

  add(event: Event): void {
    const json = JSON.stringify(event);
    if (this.#row.length === eventsPerRow || this.#characters + json.length > charactersPerRow) this.flush();
    this.#row.push(json);
    this.#characters += json.length;
  }

  flush(): void {
    if (this.#row.length === 0) return;
    this.#outbox.appendShared(this.#ids.next("event"), this.#row.length, `[${this.#row.join(",")}]`);
    this.#row = [];
    this.#characters = 0;
  }
}
