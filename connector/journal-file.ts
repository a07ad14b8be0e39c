import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { z } from "zod";

/** Raised with every change of the tables; a file of another version is not read. */
const schemaVersion = 1;

const schema = `
  CREATE TABLE meta (
    journal_id TEXT NOT NULL,
    boot_id TEXT NOT NULL,
    closed INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE carriers (
    carrier_id TEXT PRIMARY KEY,
    last_sequence INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE written (
    id INTEGER PRIMARY KEY,
    carrier_id TEXT NOT NULL,
    message_id TEXT NOT NULL,
    segment INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    bind_id TEXT NOT NULL,
    at_ms INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE reports (
    carrier_id TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    frame TEXT NOT NULL,
    PRIMARY KEY (carrier_id, sequence)
  ) STRICT;
  PRAGMA user_version = ${schemaVersion};
`;

/** SQLite result codes (sqlite.org/rescode.html). */
const sqliteBusy = 5;
const sqliteCorrupt = 11;
const sqliteNotADatabase = 26;

export interface JournalFileOptions {
  /** The file; its directory is made when missing. */
  path: string;
  /** Names the run of the operating system, or undefined where it has no name for it. */
  bootId: string | undefined;
  /** A new unique id. */
  newId: () => string;
  now: () => number;
  /** How long the process before this one may take to let go of the file. */
  lockTimeoutMs: number;
}

export type JournalStart =
  | { kind: "created" }
  | { kind: "opened" }
  | { kind: "reset"; reason: string; movedTo: string };

export interface OpenedFile {
  database: DatabaseSync;
  journalId: string;
  start: JournalStart;
}

/** Another process has the journal; two must never number reports in one. */
export class JournalInUseError extends Error {}

/**
 * Opens the journal's file, or begins a new one when there is none or the one there cannot be trusted.
 *
 * Commits are handed to the operating system and not synced to the disk: that survives the death of the process, and not
 * of the machine. So a file that another run of the operating system left open, that is damaged, or that another version
 * wrote is moved aside. Where runs have no name every commit is synced, and the file is trusted.
 *
 * @throws JournalInUseError; errors of the file system
 */
export function openJournalFile(options: JournalFileOptions): OpenedFile {
  const { path } = options;
  mkdirSync(dirname(path), { recursive: true });
  if (!existsSync(path)) {
    return { ...begin(options), start: { kind: "created" } };
  }
  const database = new DatabaseSync(path, { timeout: options.lockTimeoutMs });
  const trust = examine(database, options.bootId);
  if (trust.journalId !== undefined) {
    claim(database, trust.journalId, options.bootId);
    return { database, journalId: trust.journalId, start: { kind: "opened" } };
  }
  database.close();
  const movedTo = moveAside(path, options.now());
  return { ...begin(options), start: { kind: "reset", reason: trust.reason, movedTo } };
}

/** The next open begins a new journal. For a journal that turns out to be older than what the edge knows of it. */
export function distrustJournalFile(database: DatabaseSync): void {
  database.exec("PRAGMA user_version = 0");
}

/** Syncs the file and marks it complete, so that the next run of the operating system trusts it. */
export function closeJournalFile(database: DatabaseSync): void {
  database.exec("PRAGMA synchronous = FULL; UPDATE meta SET closed = 1; PRAGMA wal_checkpoint(TRUNCATE)");
  database.close();
}

/** Linux's name for this run of the kernel, or undefined elsewhere. */
export function readBootId(): string | undefined {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  } catch {
    return undefined;
  }
}

function begin(options: JournalFileOptions): { database: DatabaseSync; journalId: string } {
  // The mode of the file is that of its write-ahead log too; reports hold inbound texts.
  closeSync(openSync(options.path, "a", 0o600));
  const database = new DatabaseSync(options.path, { timeout: options.lockTimeoutMs });
  lock(database);
  const journalId = options.newId();
  database.exec(`BEGIN; ${schema}`);
  database.prepare("INSERT INTO meta (journal_id, boot_id, closed) VALUES (?, '', 0)").run(journalId);
  database.exec("COMMIT");
  claim(database, journalId, options.bootId);
  return { database, journalId };
}

/** Takes the file for this process until it ends, however it does; and without other readers the log needs no shared memory. */
function lock(database: DatabaseSync): void {
  database.exec(`
    PRAGMA locking_mode = EXCLUSIVE;
    PRAGMA synchronous = FULL;
    PRAGMA journal_mode = WAL;
    BEGIN IMMEDIATE;
    ROLLBACK;
  `);
}

const metaSchema = z.object({ journal_id: z.string(), boot_id: z.string(), closed: z.number() });

function examine(
  database: DatabaseSync,
  bootId: string | undefined,
): { journalId: string } | { journalId: undefined; reason: string } {
  try {
    lock(database);
    // Reads every page; a journal is small, since what is acknowledged is gone from it.
    if (database.prepare("PRAGMA quick_check(1)").get()?.["quick_check"] !== "ok") {
      return { journalId: undefined, reason: "the file is damaged" };
    }
    if (database.prepare("PRAGMA user_version").get()?.["user_version"] !== schemaVersion) {
      return { journalId: undefined, reason: "the file was given up, or written by another version" };
    }
    const meta = metaSchema.parse(database.prepare("SELECT journal_id, boot_id, closed FROM meta").get());
    if (meta.closed === 0 && meta.boot_id !== (bootId ?? "")) {
      return { journalId: undefined, reason: "the machine went down with the file open" };
    }
    return { journalId: meta.journal_id };
  } catch (error) {
    if (resultCode(error) === sqliteBusy) {
      database.close();
      throw new JournalInUseError("another process has the journal open", { cause: error });
    }
    const code = resultCode(error);
    if (code === sqliteCorrupt || code === sqliteNotADatabase || error instanceof z.ZodError) {
      return { journalId: undefined, reason: "the file is damaged" };
    }
    database.close();
    throw error;
  }
}

/** Marks the file as open in this run, on the disk, before anything else is written; then stops syncing. */
function claim(database: DatabaseSync, journalId: string, bootId: string | undefined): void {
  database.prepare("UPDATE meta SET boot_id = ?, closed = 0 WHERE journal_id = ?").run(bootId ?? "", journalId);
  database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  if (bootId !== undefined) {
    database.exec("PRAGMA synchronous = OFF");
  }
}

function moveAside(path: string, nowMs: number): string {
  const movedTo = `${path}.${new Date(nowMs).toISOString().replaceAll(/[:.]/g, "-")}.distrusted`;
  for (const suffix of ["", "-wal", "-shm"]) {
    if (existsSync(path + suffix)) {
      renameSync(path + suffix, movedTo + suffix);
    }
  }
  return movedTo;
}

/** The primary SQLite result code of an error of node:sqlite, or undefined for other errors. */
function resultCode(error: unknown): number | undefined {
  return error instanceof Error && "errcode" in error && typeof error.errcode === "number"
    ? error.errcode & 0xff
    : undefined;
}
