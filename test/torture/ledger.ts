import { closeSync, openSync, writeSync } from "node:fs";
import type { AccountName } from "./names.ts";

/** A text that has its 202. */
export interface AcceptedText {
  id: string;
  account: AccountName;
  /** When the customer wanted it, epoch ms; undefined for at once. */
  sendAtMs?: number;
}

/** What the customers know, and nobody told them but the API: a line in a file for each thing. */
export class Ledger {
  readonly #file: number;
  readonly #texts = new Map<number, AcceptedText>();
  readonly #canceled = new Set<number>();
  readonly #paidMicros = new Map<AccountName, number>();
  #refused = 0;
  /** 202s that said otherwise than the one before, and answers that no text should get. */
  readonly problems: string[] = [];

  constructor(file: string) {
    this.#file = openSync(file, "a");
  }

  /** By the number of the text. */
  get texts(): ReadonlyMap<number, AcceptedText> {
    return this.#texts;
  }

  /** Numbers of texts of which the API said that they are canceled. */
  get canceled(): ReadonlySet<number> {
    return this.#canceled;
  }

  /** Texts that no money was there for. */
  get refused(): number {
    return this.#refused;
  }

  paidMicros(account: AccountName): number {
    return this.#paidMicros.get(account) ?? 0;
  }

  recordAccepted(number: number, text: AcceptedText): void {
    const known = this.#texts.get(number);
    if (known !== undefined) {
      if (known.id !== text.id)
        this.problems.push(`text ${number} was ${known.id} and is ${text.id} under the same Idempotency-Key`);
      return;
    }
    this.#texts.set(number, text);
    this.#write({ accepted: number, ...text });
  }

  recordRefused(number: number): void {
    this.#refused++;
    this.#write({ refused: number });
  }

  recordCanceled(number: number): void {
    this.#canceled.add(number);
    this.#write({ canceled: number });
  }

  recordPaid(account: AccountName, amountMicros: number): void {
    this.#paidMicros.set(account, this.paidMicros(account) + amountMicros);
    this.#write({ account, amountMicros });
  }

  close(): void {
    closeSync(this.#file);
  }

  #write(line: object): void {
    writeSync(this.#file, `${JSON.stringify(line)}\n`);
  }
}
