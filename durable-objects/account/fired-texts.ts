import type { AcceptedText } from "../../src/messages/message.ts";
import type { WaitingText } from "../../src/messages/waiting-text.ts";

/** Ends the ids of outbox rows of fired texts, which are newer than the texts' own: `Outbox.findBody` cannot find these. */
const suffix = ".fired";

/** The texts in the outbox whose time has come. */
export class FiredTexts {
  readonly #sql: SqlStorage;
  /** The newest row of fired texts there has been, empty for none; null until somebody asks. */
  #lastRowId: string | null = null;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** The id of a new outbox row, of an id that sorts after all others. */
  nameRow(id: string): string {
    this.#lastRowId = id + suffix;
    return this.#lastRowId;
  }

  /** Looks through the rows of fired texts, of which the outbox has few at a time. */
  find(messageId: string): Extract<WaitingText, { state: "fired" }> | null {
    this.#lastRowId ??= this.#readLastRowId();
    if (this.#lastRowId === "") return null;
    const row = this.#sql
      .exec<{ body: string }>(
        "SELECT body FROM outbox WHERE id <= ? AND id LIKE '%' || ? AND instr(body, ?) > 0 LIMIT 1",
        this.#lastRowId,
        suffix,
        JSON.stringify(messageId),
      )
      .toArray()[0];
    if (row === undefined) return null;
    const text = (JSON.parse(row.body) as AcceptedText[]).find(({ id }) => id === messageId);
    return text === undefined ? null : { state: "fired", text };
  }

  #readLastRowId(): string {
    return this.#sql
      .exec<{ id: string }>("SELECT coalesce(max(id), '') AS id FROM outbox WHERE id LIKE '%' || ?", suffix)
      .one().id;
  }
}
