import { readFileSync, readdirSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, test, vi } from "vitest";
import { processTally } from "../../../connector/metrics-tally.ts";
import { LogFolder } from "../../../connector/pdu-log/log-folder.ts";
import { PduLog, type PduLogOptions } from "../../../connector/pdu-log/pdu-log.ts";
import { createWallClock } from "../../../connector/pdu-log/wall-clock.ts";
import type { TappedPdu } from "../../../connector/session/pdu-tap.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

const pdu: TappedPdu = {
  direction: "in",
  command: "deliver_sm",
  sequence: 1,
  status: "",
  messageId: "",
  carrierMessageId: 'a"b,c\n',
  sender: "+573001234567",
  recipient: "85432",
  octets: 100,
  body: null,
};
const atMs = Date.parse("2026-11-21T14:59:59.123Z");

function folderIn(directory: string, totalBytes = 2 ** 30): LogFolder {
  return new LogFolder({ folder: directory, connectorId: "c1", ending: "csv", totalBytes });
}

function logOf(folder: PduLogOptions["folder"], more: Partial<PduLogOptions> = {}) {
  const codes: string[] = [];
  const log = new PduLog({
    folder,
    connectorId: "c1",
    level: "headers",
    format: "csv",
    fileBytes: 2 ** 20,
    now: () => atMs + 0.456,
    log: (code) => codes.push(code),
    ...more,
  });
  return { log, codes, tap: log.tap("acme", "b1") };
}

/** The texts of the files there are, by their names. */
function textsIn(directory: string): string[] {
  return readdirSync(directory)
    .toSorted()
    .map((name) => {
      const octets = readFileSync(join(directory, name));
      return (name.endsWith(".gz") ? gunzipSync(octets) : octets).toString();
    });
}

test("what a carrier wrote into an id stays one cell of one line", async () => {
  const directory = temporaryDirectory();
  const { log, tap } = logOf(folderIn(directory));
  tap(pdu);
  await log.close();
  expect(textsIn(directory)[0]?.split("\r\n")[1]).toBe(
    '2026-11-21T14:59:59.123456Z,c1,acme,b1,in,deliver_sm,1,,,"a""b,c ",+57300•••4567,85432,100,',
  );
});

test("a file ends with its hour, and when it is full; closed ones are compressed", async () => {
  const directory = temporaryDirectory();
  let nowMs = atMs;
  const { log, tap } = logOf(folderIn(directory), { now: () => nowMs, fileBytes: 300 });
  for (const step of [0, 1_000, 1_000, 1_000, 1_000]) {
    nowMs += step;
    tap(pdu);
    await log.flush();
  }
  await log.close();
  const names = readdirSync(directory).toSorted();
  expect(names).toHaveLength(3);
  expect(names[0]).toBe("pdus-c1-2026-11-21T14-59-59-123Z.csv.gz");
  expect(names[1]).toContain("T15-00-00");
  expect(textsIn(directory).every((text) => text.startsWith("time,connectorId,"))).toBe(true);
  expect(
    textsIn(directory)
      .join("")
      .match(/deliver_sm/g),
  ).toHaveLength(5);
});

test("a file that is old enough is closed where no line comes any more", async () => {
  const directory = temporaryDirectory();
  const { log, tap } = logOf(folderIn(directory), { fileMs: 20 });
  tap(pdu);
  await log.flush();
  const closed = ["pdus-c1-2026-11-21T14-59-59-123Z.csv.gz"];
  await vi.waitFor(() => expect(readdirSync(directory)).toEqual(closed), { timeout: 15_000, interval: 5 });
  await log.close();
  expect(textsIn(directory)[0]?.match(/deliver_sm/g)).toHaveLength(1);
});

test("the oldest files go when there is too much, and nobody else's", async () => {
  const directory = temporaryDirectory();
  for (const hour of ["10", "11", "12"]) {
    writeFileSync(join(directory, `pdus-c1-2026-11-21T${hour}-00-00-000Z.csv.gz`), "x".repeat(1_000));
  }
  writeFileSync(join(directory, "pdus-c1-2-2026-11-21T09-00-00-000Z.csv.gz"), "another connector's");
  await folderIn(directory, 2_100).prepare();
  expect(readdirSync(directory).toSorted()).toEqual([
    "pdus-c1-2-2026-11-21T09-00-00-000Z.csv.gz",
    "pdus-c1-2026-11-21T11-00-00-000Z.csv.gz",
    "pdus-c1-2026-11-21T12-00-00-000Z.csv.gz",
  ]);
});

test("what a process left that was killed is compressed by the next, and what it had half compressed is made anew", async () => {
  const directory = temporaryDirectory();
  const name = "pdus-c1-2026-11-21T10-00-00-000Z.csv";
  writeFileSync(join(directory, name), "lines\r\n");
  utimesSync(join(directory, name), 1_000, 2_000);
  writeFileSync(join(directory, `${name}.gz.half`), "ha");
  await folderIn(directory).prepare();
  expect(readdirSync(directory)).toEqual([`${name}.gz`]);
  expect(textsIn(directory)).toEqual(["lines\r\n"]);
  // When its last line was written.
  expect(statSync(join(directory, `${name}.gz`)).mtimeMs).toBe(2_000_000);
});

test("a disk that stands still costs lines beyond the buffer, which are counted and told of", async () => {
  const directory = temporaryDirectory();
  const stuck = Promise.withResolvers<void>();
  const files = folderIn(directory);
  const slow = {
    prepare: () => stuck.promise.then(() => files.prepare()),
    begin: files.begin.bind(files),
    end: files.end.bind(files),
  };
  const before = processTally.pduLinesLost;
  const { log, tap } = logOf(slow, { bufferCharacters: 1_000 });
  tap(pdu);
  const flushing = log.flush();
  for (let index = 0; index < 100; index++) tap(pdu);
  const lost = processTally.pduLinesLost - before;
  expect(lost).toBeGreaterThan(80);
  stuck.resolve();
  await flushing;
  await log.close();
  const [text = ""] = textsIn(directory);
  expect(text.match(/deliver_sm/g)).toHaveLength(101 - lost);
  expect(text).toContain(`,c1,,,lost,,${lost},`);
});

test("a disk that takes nothing is told of once, and tried again", async () => {
  const directory = temporaryDirectory();
  const files = folderIn(directory);
  let isFull = true;
  const folder = {
    prepare: () => files.prepare(),
    begin: (nowMs: number, header: string) =>
      isFull ? Promise.reject(new Error("ENOSPC: no space left")) : files.begin(nowMs, header),
    end: files.end.bind(files),
  };
  const { log, tap, codes } = logOf(folder);
  for (let index = 0; index < 3; index++) {
    tap(pdu);
    await log.flush();
  }
  expect(codes).toEqual(["pdu_log.failed"]);
  isFull = false;
  tap(pdu);
  await log.close();
  expect(codes).toEqual(["pdu_log.failed", "pdu_log.recovered"]);
  const [text = ""] = textsIn(directory);
  expect(text).toContain(",c1,,,lost,,3,");
  expect(text.match(/deliver_sm/g)).toHaveLength(1);
});

test("the clock tells microseconds, and follows the machine's when that is set", () => {
  let wallMs = 1_000_000;
  let monotonicMs = 5.25;
  const now = createWallClock(
    () => wallMs,
    () => monotonicMs,
  );
  monotonicMs += 0.125;
  expect(now()).toBe(1_000_000.125);
  monotonicMs += 2_000;
  wallMs += 3_602_000;
  expect(now()).toBeCloseTo(4_602_000, 0);
});
