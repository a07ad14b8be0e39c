import type { SQLInputValue } from "node:sqlite";
import { DatabaseSync } from "node:sqlite";
import type { SubmitRecord, SubmitStore } from "./submit-store.ts";

/**
 * `submits` is only ever added to. synchronous = OFF leaves writing to the operating system: they survive the death of this
 * process, which is what the simulator promises, and not that of the machine.
 */
const schema = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = OFF;
  CREATE TABLE IF NOT EXISTS submits (
    number INTEGER PRIMARY KEY,
    carrier_message_id TEXT,
    system_id TEXT NOT NULL,
    source TEXT NOT NULL,
    source_ton INTEGER NOT NULL,
    source_npi INTEGER NOT NULL,
    destination TEXT NOT NULL,
    destination_ton INTEGER NOT NULL,
    destination_npi INTEGER NOT NULL,
    esm_class INTEGER NOT NULL,
    data_coding INTEGER NOT NULL,
    registered_delivery INTEGER NOT NULL,
    body BLOB NOT NULL,
    body_hex TEXT GENERATED ALWAYS AS (lower(hex(body))) VIRTUAL,
    command_status INTEGER,
    outcome TEXT NOT NULL,
    at_ms INTEGER NOT NULL
  );
  CREATE TABLE IF NOT EXISTS outstanding_receipts (number INTEGER PRIMARY KEY);
`;

const columns = [
  "number",
  "carrier_message_id",
  "system_id",
  "source",
  "source_ton",
  "source_npi",
  "destination",
  "destination_ton",
  "destination_npi",
  "esm_class",
  "data_coding",
  "registered_delivery",
  "body",
  "command_status",
  "outcome",
  "at_ms",
] as const;

/** What the schema lets a row hold. */
interface Row {
  number: number;
  carrier_message_id: string | null;
  system_id: string;
  source: string;
  source_ton: number;
  source_npi: number;
  destination: string;
  destination_ton: number;
  destination_npi: number;
  esm_class: number;
  data_coding: number;
  registered_delivery: number;
  body: Uint8Array;
  command_status: number | null;
  outcome: string;
  at_ms: number;
}

/** Keeps every submit and every outstanding receipt in a file. Numbers are below 2^53. */
export class SqliteSubmitStore implements SubmitStore {
  readonly #database: DatabaseSync;
  readonly #insert;
  readonly #expect;
  readonly #done;
  #records: SubmitRecord[] = [];
  #expected: number[] = [];
  #finished: number[] = [];

  constructor(file: string) {
    this.#database = new DatabaseSync(file);
    this.#database.exec(schema);
    const marks = columns.map(() => "?").join(", ");
    this.#insert = this.#database.prepare(`INSERT INTO submits (${columns.join(", ")}) VALUES (${marks})`);
    this.#expect = this.#database.prepare("INSERT INTO outstanding_receipts (number) VALUES (?)");
    this.#done = this.#database.prepare("DELETE FROM outstanding_receipts WHERE number = ?");
  }

  lastNumber(): number {
    return Number(this.#database.prepare("SELECT max(number) AS last FROM submits").get()?.["last"] ?? 0);
  }

  record(submit: SubmitRecord): void {
    this.#records.push(submit);
  }

  expectReceipts(number: number): void {
    this.#expected.push(number);
  }

  receiptsDone(number: number): void {
    this.#finished.push(number);
  }

  commit(): void {
    if (this.#records.length + this.#expected.length + this.#finished.length === 0) {
      return;
    }
    this.#database.exec("BEGIN");
    for (const submit of this.#records) {
      this.#insert.run(...rowOf(submit));
    }
    for (const number of this.#expected) {
      this.#expect.run(number);
    }
    for (const number of this.#finished) {
      this.#done.run(number);
    }
    this.#database.exec("COMMIT");
    this.#records = [];
    this.#expected = [];
    this.#finished = [];
  }

  outstanding(): SubmitRecord[] {
    return this.#select("NATURAL JOIN outstanding_receipts ORDER BY number");
  }

  find(number: number): SubmitRecord | undefined {
    return this.#select("WHERE number = ?", number)[0];
  }

  page(afterNumber: number, limit: number): SubmitRecord[] {
    return this.#select("WHERE number > ? ORDER BY number LIMIT ?", afterNumber, limit);
  }

  close(): void {
    this.commit();
    this.#database.close();
  }

  #select(clauses: string, ...values: number[]): SubmitRecord[] {
    const statement = this.#database.prepare(`SELECT ${columns.join(", ")} FROM submits ${clauses}`);
    return statement.all(...values).map((row) => recordOf(row as unknown as Row));
  }
}

function rowOf(submit: SubmitRecord): SQLInputValue[] {
  return [
    submit.number,
    submit.carrierMessageId,
    submit.systemId,
    submit.source,
    submit.sourceTon,
    submit.sourceNpi,
    submit.destination,
    submit.destinationTon,
    submit.destinationNpi,
    submit.esmClass,
    submit.dataCoding,
    submit.registeredDelivery,
    submit.body,
    submit.commandStatus,
    submit.outcome,
    submit.atMs,
  ];
}

function recordOf(row: Row): SubmitRecord {
  return {
    number: row.number,
    carrierMessageId: row.carrier_message_id,
    systemId: row.system_id,
    source: row.source,
    sourceTon: row.source_ton,
    sourceNpi: row.source_npi,
    destination: row.destination,
    destinationTon: row.destination_ton,
    destinationNpi: row.destination_npi,
    esmClass: row.esm_class,
    dataCoding: row.data_coding,
    registeredDelivery: row.registered_delivery,
    body: row.body,
    commandStatus: row.command_status,
    outcome: row.outcome,
    atMs: row.at_ms,
  };
}
