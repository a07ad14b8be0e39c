/** One submit_sm as the SMSC saw it. */
export interface SubmitRecord {
  /** Unique to this submit, ascending; ids are made of it. */
  number: number;
  /** As told in submit_sm_resp; null when the submit was not accepted. */
  carrierMessageId: string | null;
  systemId: string;
  source: string;
  sourceTon: number;
  sourceNpi: number;
  destination: string;
  destinationTon: number;
  destinationNpi: number;
  esmClass: number;
  dataCoding: number;
  registeredDelivery: number;
  /** short_message or message_payload, header included. */
  body: Uint8Array;
  /** command_status it was answered with; null when it was not answered. */
  commandStatus: number | null;
  /** Name of the row in the table of outcomes. */
  outcome: string;
  atMs: number;
}

/** What the SMSC remembers. What `record`, `expectReceipts` and `receiptsDone` say holds once `commit` returned. */
export interface SubmitStore {
  /** The highest number recorded; 0 when there is none. */
  lastNumber: () => number;
  record: (submit: SubmitRecord) => void;
  /** The receipts of this message are still to be acknowledged. */
  expectReceipts: (number: number) => void;
  receiptsDone: (number: number) => void;
  commit: () => void;
  /** Messages whose receipts were outstanding when the store was opened. */
  outstanding: () => SubmitRecord[];
  find: (number: number) => SubmitRecord | undefined;
  /** Those after `afterNumber`, ascending; a store in memory has forgotten the oldest. */
  page: (afterNumber: number, limit: number) => SubmitRecord[];
  close: () => void;
}

/** Submits kept in memory, and octets of their bodies; older ones are forgotten. */
const ringSize = 100_000;
const mostBodyBytes = 64 * 2 ** 20;

/** Remembers the newest submits for as long as the process lives. Numbers must be consecutive. */
export class MemorySubmitStore implements SubmitStore {
  readonly #ring: (SubmitRecord | undefined)[] = [];
  #firstNumber = 0;
  #recorded = 0;
  /** How many of the recorded are forgotten. */
  #forgotten = 0;
  #bodyBytes = 0;

  lastNumber(): number {
    return 0;
  }

  record(submit: SubmitRecord): void {
    if (this.#recorded === 0) {
      this.#firstNumber = submit.number;
    }
    this.#bodyBytes += submit.body.length;
    while (this.#recorded - this.#forgotten >= ringSize || this.#bodyBytes > mostBodyBytes) {
      this.#forgetOldest();
    }
    this.#ring[this.#recorded++ % ringSize] = submit;
  }

  find(number: number): SubmitRecord | undefined {
    const submit = this.#ring[(number - this.#firstNumber) % ringSize];
    return submit?.number === number ? submit : undefined;
  }

  page(afterNumber: number, limit: number): SubmitRecord[] {
    const start = Math.max(this.#firstNumber + this.#forgotten, afterNumber + 1);
    const end = Math.min(start + limit, this.#firstNumber + this.#recorded);
    return Array.from({ length: Math.max(0, end - start) }, (_, index) => this.find(start + index)).filter(
      (submit) => submit !== undefined,
    );
  }

  outstanding(): SubmitRecord[] {
    return [];
  }

  expectReceipts(): void {}
  receiptsDone(): void {}
  commit(): void {}
  close(): void {}

  #forgetOldest(): void {
    const place = this.#forgotten++ % ringSize;
    this.#bodyBytes -= this.#ring[place]?.body.length ?? 0;
    this.#ring[place] = undefined;
  }
}
