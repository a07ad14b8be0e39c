import type { AcceptedText } from "../../src/messages/message.ts";
import type { Outbox } from "../lib/outbox.ts";

/** Texts in one outbox row: a row is what is read to find a fresh message, and the least that a chunk is made of. */
const textsPerRow = 50;
const charactersPerRow = 20_000;

/**
 * Gathers texts, as JSON, into outbox rows. A row goes by the id of its first text and may take texts of later calls, which are newer; one that
 * `nameRow` has named is its texts' own.
 */
export class TextRows {
  readonly #outbox: Outbox;
  readonly #nameRow: (() => string) | null;
  #row: string[] = [];
  #rowId = "";
  #characters = 0;

  constructor(outbox: Outbox, nameRow: (() => string) | null = null) {
    this.#outbox = outbox;
    this.#nameRow = nameRow;
  }

  /** Texts that `flush` is going to put into the outbox. */
  get waitingItems(): number {
    return this.#row.length;
  }

  add(textId: string, json: string): void {
    if (this.#row.length === textsPerRow || this.#characters + json.length > charactersPerRow) this.flush();
    if (this.#row.length === 0) this.#rowId = this.#nameRow?.() ?? textId;
    this.#row.push(json);
    this.#characters += json.length;
  }

  flush(): void {
    if (this.#row.length === 0) return;
    const body = `[${this.#row.join(",")}]`;
    // Texts are looked for in the last row up to their id, so none may be in a row that is named otherwise.
    if (this.#nameRow === null) this.#outbox.appendShared(this.#rowId, this.#row.length, body);
    else this.#outbox.append(this.#rowId, this.#row.length, body);
    this.#row = [];
    this.#characters = 0;
  }
}

/** The highest ids in an outbox of texts: its newest row's, and that of the text which came into that row last. */
export function highestIds(outbox: Outbox): string[] {
  const { lastId } = outbox;
  if (lastId === null) return [];
  const texts = JSON.parse(outbox.findBody(lastId) ?? "[]") as AcceptedText[];
  return [lastId, ...texts.slice(-1).map(({ id }) => id)];
}
