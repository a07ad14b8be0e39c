import { copyFileSync, readdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { JournalInUseError } from "../../../connector/journal-file.ts";
import { Journal } from "../../../connector/journal.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

let ids = 0;

function open(path: string, bootId: string | undefined = "boot-1"): Journal {
  return new Journal({ path, bootId, newId: () => `journal-${++ids}`, now: () => 0, lockTimeoutMs: 0 });
}

/** Open until the test is over. */
function openForTest(path: string, bootId?: string): Journal {
  const journal = open(path, bootId);
  onTestFinished(() => journal.close());
  return journal;
}

/** The files as a process that dies now leaves them. */
function copyOfOpen(path: string): string {
  const copy = join(temporaryDirectory(), "copy.journal");
  copyFileSync(path, copy);
  copyFileSync(`${path}-wal`, `${copy}-wal`);
  return copy;
}

function newPath(): string {
  return join(temporaryDirectory(), "state", "connector.journal");
}

const segment = { messageId: "msg_1", segment: 0, attempt: 1, bindId: "bind-1", atMs: 1_000 };

test("what was written and reported is there after a restart", () => {
  const path = newPath();
  const first = open(path);
  const carrier = first.carrier("acme");
  const rows = carrier.write([segment, { ...segment, segment: 1 }, { ...segment, messageId: "msg_2" }]);
  carrier.report((sequence) => `report ${sequence}`, rows.slice(0, 1));
  carrier.report((sequence) => `report ${sequence}`, []);
  first.close();

  const second = open(path);
  const again = second.carrier("acme");
  expect(second.id).toBe(first.id);
  expect(second.start).toEqual({ kind: "opened" });
  expect(again.written().map(({ written }) => written)).toEqual([
    { ...segment, segment: 1 },
    { ...segment, messageId: "msg_2" },
  ]);
  expect([...again.unacknowledged()]).toEqual([
    { sequence: 1, frame: "report 1" },
    { sequence: 2, frame: "report 2" },
  ]);
  second.close();
});

test("numbers go on after everything was acknowledged, and each carrier has its own", () => {
  const path = newPath();
  const first = open(path);
  const acme = first.carrier("acme");
  acme.report((sequence) => `acme ${sequence}`, []);
  acme.report((sequence) => `acme ${sequence}`, []);
  first.carrier("other").report((sequence) => `other ${sequence}`, []);
  acme.acknowledge(2);
  first.close();

  const second = open(path);
  expect([...second.carrier("acme").unacknowledged()]).toEqual([]);
  expect(second.carrier("acme").report((sequence) => `acme ${sequence}`, [])).toEqual({ sequence: 3, frame: "acme 3" });
  expect([...second.carrier("other").unacknowledged()]).toEqual([{ sequence: 1, frame: "other 1" }]);
  second.close();
});

test("a report that cannot be made leaves no trace", () => {
  const journal = openForTest(newPath());
  const carrier = journal.carrier("acme");
  const rows = carrier.write([segment]);
  expect(() =>
    carrier.report(() => {
      throw new Error("no frame");
    }, rows),
  ).toThrow("no frame");
  expect(carrier.lastSequence).toBe(0);
  expect(carrier.written()).toHaveLength(1);
});

test("a second process is turned away and changes nothing", () => {
  const path = newPath();
  const journal = openForTest(path);
  expect(() => open(path)).toThrow(JournalInUseError);
  expect(journal.carrier("acme").report((sequence) => `report ${sequence}`, [])).toMatchObject({ sequence: 1 });
});

test("the journal of a process that died goes on where it was", () => {
  const path = newPath();
  const first = openForTest(path);
  const rows = first.carrier("acme").write([segment, { ...segment, messageId: "msg_2" }]);
  first.carrier("acme").report((sequence) => `report ${sequence}`, rows.slice(0, 1));
  const second = openForTest(copyOfOpen(path));
  expect(second.id).toBe(first.id);
  expect(second.carrier("acme").lastSequence).toBe(1);
  expect(second.carrier("acme").written()).toMatchObject([{ written: { messageId: "msg_2" } }]);
});

test("after the machine went down with it open, a journal is moved aside whole", () => {
  const path = newPath();
  const first = openForTest(path, "boot-1");
  first.carrier("acme").write([segment]);
  const copy = copyOfOpen(path);
  const second = openForTest(copy, "boot-2");
  expect(second.id).not.toBe(first.id);
  expect(second.start).toMatchObject({ kind: "reset", reason: "the machine went down with the file open" });
  expect(second.carrier("acme").written()).toEqual([]);
  const aside = readdirSync(dirname(copy)).filter((name) => name.includes("distrusted"));
  expect(aside).toContain(basename(second.start.kind === "reset" ? second.start.movedTo : ""));
});

test("a file closed in order is trusted after the machine came up again", () => {
  const path = newPath();
  const first = open(path, "boot-1");
  first.close();
  const second = openForTest(path, "boot-2");
  expect(second.id).toBe(first.id);
});

test("a file that is no journal is moved aside", () => {
  const directory = temporaryDirectory();
  const path = join(directory, "connector.journal");
  writeFileSync(path, "this was never a database, however long it may be. ".repeat(100));
  const journal = openForTest(path);
  expect(journal.start).toMatchObject({ kind: "reset", reason: "the file is damaged" });
  expect(readdirSync(dirname(path)).some((name) => name.endsWith(".distrusted"))).toBe(true);
  expect(journal.carrier("acme").lastSequence).toBe(0);
});

test("an empty file is a journal of another version", () => {
  const path = join(temporaryDirectory(), "connector.journal");
  writeFileSync(path, "");
  expect(openForTest(path).start).toMatchObject({ kind: "reset" });
});

test("a journal that was given up is not opened again", () => {
  const path = newPath();
  const first = open(path);
  first.distrust();
  first.close();
  const second = openForTest(path);
  expect(second.start).toMatchObject({ kind: "reset" });
  expect(second.id).not.toBe(first.id);
});

test("where runs of the system have no name, a journal is trusted", () => {
  const path = newPath();
  const first = new Journal({
    path,
    bootId: undefined,
    newId: () => "journal-without-boots",
    now: () => 0,
    lockTimeoutMs: 0,
  });
  first.carrier("acme").write([segment]);
  first.close();
  const second = new Journal({ path, bootId: undefined, newId: () => "never", now: () => 0, lockTimeoutMs: 0 });
  onTestFinished(() => second.close());
  expect(second.carrier("acme").written()).toHaveLength(1);
});
