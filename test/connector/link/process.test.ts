import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { logCodes } from "../../../connector/log-codes.ts";
import type { FakeEdge } from "../../support/fake-edge.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";
import { Changes } from "../../support/until.ts";
import { bindConfig, startEdge, startSmsc, submitText } from "./harness.ts";

const main = fileURLToPath(new URL("../../../connector/main.ts", import.meta.url));

interface LogLine {
  code: string;
  [field: string]: unknown;
}

interface RunningConnector {
  child: ChildProcess;
  lines: string[];
  logged: (code: string) => Promise<LogLine>;
  /** Resolves with the exit code, or the signal that ended it. */
  ended: Promise<number | string>;
}

function spawnConnector(args: string[], environment: Record<string, string>): RunningConnector {
  const child = spawn(process.execPath, [main, ...args], {
    env: { PATH: process.env["PATH"] ?? "", ...environment },
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  const changes = new Changes();
  const lines: string[] = [];
  const reader = createInterface({ input: child.stderr ?? process.stdin });
  reader.on("line", (line) => {
    lines.push(line);
    changes.changed();
  });
  // The child's own "close" does not come after a disconnect.
  const ended = Promise.all([once(child, "exit"), once(reader, "close")]).then(([[code, signal]]) =>
    typeof code === "number" ? code : String(signal),
  );
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  const parsed = (): LogLine[] =>
    // Every line the process logs has a code.
    lines.filter((line) => line.startsWith("{")).map((line) => JSON.parse(line) as LogLine);
  return { child, lines, ended, logged: (code) => changes.until(() => parsed().find((line) => line.code === code)) };
}

function run(edge: FakeEdge, journalPath: string, args: string[] = []): RunningConnector {
  return spawnConnector(["--journal", journalPath, "--id", "connector-1", ...args], {
    HELIOGRAPH_EDGE_URL: edge.url,
    HELIOGRAPH_CONNECTOR_TOKEN: edge.token,
  });
}

async function startBoth() {
  const smsc = await startSmsc();
  const edge = await startEdge();
  const carrier = edge.addCarrier("acme", [bindConfig(smsc.port, { windowSize: 2 })]);
  return { smsc, edge, carrier, journalPath: join(temporaryDirectory(), "connector.journal") };
}

test("killed between the write and the result, a segment is unknown and nothing is held", async () => {
  const { smsc, edge, carrier, journalPath } = await startBoth();
  smsc.accepts = false;
  const first = run(edge, journalPath);
  await edge.until(() => carrier.isUp);
  carrier.acknowledges = false;
  carrier.submit(...["msg_1", "msg_2", "msg_3", "msg_4"].map((messageId) => submitText(messageId)));
  await smsc.until(() => smsc.submits.length === 2);
  smsc.accept(0);
  await smsc.until(() => smsc.submits.length === 3);
  await edge.until(() => carrier.results.length === 1);
  first.child.kill("SIGKILL");
  await first.ended;

  carrier.acknowledges = true;
  const second = run(edge, journalPath);
  await edge.until(() => carrier.resumes.length === 2);
  expect(carrier.resumes[1]).toEqual([]);
  expect(carrier.results.map(({ messageId, outcome, reason }) => [messageId, outcome, reason])).toEqual([
    ["msg_1", "accepted", undefined],
    ["msg_2", "unknown", "the connector restarted"],
    ["msg_3", "unknown", "the connector restarted"],
  ]);
  expect(carrier.journalIds[1]).toBe(carrier.journalIds[0]);
  expect(await second.logged("journal.recovered")).toMatchObject({ carrierId: "acme", segments: 2 });
});

test("a damaged journal makes place for a new one, under another name", async () => {
  const { edge, carrier, journalPath } = await startBoth();
  const first = run(edge, journalPath);
  await edge.until(() => carrier.isUp);
  first.child.kill("SIGKILL");
  await first.ended;
  await edge.until(() => !carrier.isUp);
  writeFileSync(journalPath, Buffer.alloc(8_192, 0x5a));

  const second = run(edge, journalPath);
  await edge.until(() => carrier.isUp);
  expect(new Set(carrier.journalIds).size).toBe(2);
  expect(await second.logged("journal.reset")).toMatchObject({ reason: "the file is damaged" });
});

test("SIGTERM drains, unbinds, hands over and ends with 0", async () => {
  const { smsc, edge, carrier, journalPath } = await startBoth();
  smsc.accepts = false;
  const { child, ended, logged } = run(edge, journalPath);
  await edge.until(() => carrier.isUp);
  carrier.submit(submitText("msg_1"));
  await smsc.until(() => smsc.submits.length === 1);
  child.kill("SIGTERM");
  // The end of a Ctrl-C that a parent passes on.
  child.kill("SIGINT");
  await logged("connector.stopping");
  smsc.accept(0);
  expect(await ended).toBe(0);
  expect(carrier.results).toMatchObject([{ messageId: "msg_1", outcome: "accepted" }]);
  expect(smsc.events).toEqual(["bound gateway", "unbound_by_peer gateway"]);
  expect(await logged("connector.stopped")).toMatchObject({ clean: true });
});

test("it ends with the parent that spawned it", async () => {
  const { smsc, edge, carrier, journalPath } = await startBoth();
  const { child, ended } = run(edge, journalPath);
  await edge.until(() => carrier.bindStatuses[0]?.state === "bound");
  child.disconnect();
  expect(await ended).toBe(0);
  expect(smsc.events).toEqual(["bound gateway", "unbound_by_peer gateway"]);
});

test("it tells its health, and its log has known codes and no secrets", async () => {
  const { smsc, edge, carrier, journalPath } = await startBoth();
  const { child, ended, lines, logged } = run(edge, journalPath, ["--health-port", "0"]);
  const { port } = await logged("health.listening");
  await edge.until(() => carrier.bindStatuses[0]?.state === "bound");
  const response = await fetch(`http://127.0.0.1:${String(port)}/healthz`);
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({
    connectorId: "connector-1",
    journalId: carrier.journalIds[0],
    carriers: [{ carrierId: "acme", link: "up", binds: [{ bindId: "bind-1", state: "bound" }], heldSegments: 0 }],
  });
  carrier.submit(submitText("msg_1"), submitText("msg_late", { validUntilMs: 1 }));
  await edge.until(() => carrier.results.length === 2);
  const answer = smsc.deliver({
    sourceAddr: "573001234567",
    destinationAddr: "8",
    esmClass: 4,
    shortMessage: Buffer.of(),
  });
  expect(await answer).toBe(0x65);
  child.kill("SIGTERM");
  expect(await ended).toBe(0);

  expect((await logged("deliver.unreadable"))["from"]).toBe("57300•••4567");
  expect(
    lines.map((line) => (JSON.parse(line) as LogLine).code).filter((code) => !Object.hasOwn(logCodes, code)),
  ).toEqual([]);
  for (const secret of [edge.token, "s3cret-p", "3001234567", "Hello from"]) {
    expect(lines.join("\n")).not.toContain(secret);
  }
});

test("two processes cannot share a journal", async () => {
  const { edge, carrier, journalPath } = await startBoth();
  run(edge, journalPath);
  await edge.until(() => carrier.isUp);
  const second = run(edge, journalPath);
  expect(await second.ended).toBe(1);
  expect(await second.logged("connector.failed")).toHaveProperty("reason");
  expect(carrier.isUp).toBe(true);
});

test("without a token it says what it needs", async () => {
  const { ended, lines } = spawnConnector(["--edge", "http://127.0.0.1:1"], {});
  expect(await ended).toBe(2);
  expect(lines[0]).toContain("HELIOGRAPH_CONNECTOR_TOKEN");
});
