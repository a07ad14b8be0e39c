import { closeSync, openSync, writeSync } from "node:fs";
import type { SoakText } from "./texts.ts";

/** What the customer knows: a line in a file for each text, once it has its 202. */
export class Ledger {
  readonly #file: number;
  readonly #ids = new Map<number, string>();
  /** 202s that said otherwise than the one before, and answers that no text should get. */
  readonly problems: string[] = [];

  constructor(file: string) {
    this.#file = openSync(file, "a");
  }

  /** By the number of the text. */
  get ids(): ReadonlyMap<number, string> {
    return this.#ids;
  }

  accepted({ number }: SoakText, id: string): void {
    const known = this.#ids.get(number);
    if (known !== undefined) {
      if (known !== id) this.problems.push(`text ${number} was ${known} and is ${id} under the same Idempotency-Key`);
      return;
    }
    this.#ids.set(number, id);
    writeSync(this.#file, `${JSON.stringify({ number, id })}\n`);
  }

  close(): void {
    closeSync(this.#file);
  }
}
