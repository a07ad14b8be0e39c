import type { Outbox } from "../lib/outbox.ts";

/** Texts in one outbox row: a row is what is read to find a fresh message, and the least that a chunk is made of. */
const textsPerRow = 50;
const charactersPerRow = 20_000;

/** Gathers texts, as JSON, into outbox rows. `rowIdOf` names a row by the id of its first text, by that id itself where it is left out. */
export class TextRows {
  readonly #outbox: Outbox;
  readonly #rowIdOf: (firstTextId: string) => string;
  #row: string[] = [];
  #rowId = "";
  #characters = 0;

  constructor(outbox: Outbox, rowIdOf: (firstTextId: string) => string = (firstTextId) => firstTextId) {
    this.#outbox = outbox;
    this.#rowIdOf = rowIdOf;
  }

  /** Texts that `flush` is going to put into the outbox. */
  get waitingItems(): number {
    return this.#row.length;
  }

  add(textId: string, json: string): void {
    if (this.#row.length === textsPerRow || this.#characters + json.length > charactersPerRow) this.flush();
    if (this.#row.length === 0) this.#rowId = this.#rowIdOf(textId);
    this.#row.push(json);
    this.#characters += json.length;
  }

  flush(): void {
    if (this.#row.length > 0) this.#outbox.append(this.#rowId, this.#row.length, `[${this.#row.join(",")}]`);
    this.#row = [];
    this.#characters = 0;
  }
}
