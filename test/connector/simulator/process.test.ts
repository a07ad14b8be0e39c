import { fork } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, it, onTestFinished } from "vitest";
import { createAuthority } from "../../support/certificates.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";
import { bindConfig, message, receiptText, startBind } from "../smpp/harness.ts";
import { simulatorMain, startSimulatorProcess } from "./start-process.ts";

async function getJson(url: string): Promise<Record<string, unknown>> {
  return (await (await fetch(url)).json()) as Record<string, unknown>;
}

it("keeps submits and outstanding receipts in its file when it is killed", async () => {
  const file = join(temporaryDirectory(), "smsc.db");
  const first = await startSimulatorProcess("--data", file, "--receipt-delay-ms", "86400000");
  const before = startBind(bindConfig(first.port));
  await before.bound();
  for (let index = 0; index < 50; index++) {
    before.client.submit(`${index}`, message("573001234567", `text ${index}`));
  }
  before.client.submit("refused", message("573009999004"));
  const results = await before.results.take(51);
  const ids = results.flatMap(({ result }) => (result.outcome === "accepted" ? [result.carrierMessageId] : []));
  expect(new Set(ids).size).toBe(50);
  first.child.kill("SIGKILL");
  await first.exited;

  const second = await startSimulatorProcess("--data", file, "--receipt-delay-ms", "0");
  const after = startBind(bindConfig(second.port));
  const receipts = (await after.delivers.take(50)).map(({ deliver }) => receiptText(deliver));
  expect(new Set(receipts.map(({ id }) => id))).toEqual(new Set(ids));
  after.client.submit("new", { ...message("573001234567"), registeredDelivery: 0 });
  const result = await after.resultOf("new");
  expect(ids).not.toContain(result.outcome === "accepted" ? result.carrierMessageId : "");
  second.child.kill("SIGTERM");
  expect(await second.exited).toEqual([0, null]);

  const database = new DatabaseSync(file, { readOnly: true });
  onTestFinished(() => database.close());
  const one = database.prepare("SELECT * FROM submits WHERE carrier_message_id = ?").get(ids[0] ?? "");
  expect(one).toMatchObject({
    source: "12345",
    destination: "573001234567",
    esm_class: 0,
    body_hex: Buffer.from("text 0").toString("hex"),
    command_status: 0,
    outcome: "delivered",
  });
  const counts = database.prepare(
    "SELECT (SELECT count(*) FROM submits) AS submits, (SELECT count(*) FROM outstanding_receipts) AS outstanding",
  );
  expect(counts.get()).toEqual({ submits: 52, outstanding: 0 });
});

it("sends outstanding receipts after a start, though its clock was put back by an hour", async () => {
  const file = join(temporaryDirectory(), "smsc.db");
  const first = await startSimulatorProcess("--data", file, "--receipt-delay-ms", "86400000");
  const before = startBind(bindConfig(first.port));
  await before.bound();
  before.client.submit("one", message("573001234567"));
  await before.results.take(1);
  first.child.kill("SIGKILL");
  await first.exited;
  const database = new DatabaseSync(file);
  database.exec("UPDATE submits SET at_ms = at_ms + 3600000");
  database.close();

  const second = await startSimulatorProcess("--data", file, "--receipt-delay-ms", "0");
  const after = startBind(bindConfig(second.port));
  expect(await after.delivers.take(1)).toHaveLength(1);
  second.child.kill("SIGTERM");
  await second.exited;
});

it("is controlled over HTTP", async () => {
  const { control, port } = await startSimulatorProcess("--system-id", "gateway", "--password", "secret");
  const bind = startBind(bindConfig(port));
  await bind.bound();
  for (const text of ["uno", "dos", "tres"]) {
    bind.client.submit(text, { ...message("573001234567", text), registeredDelivery: 0 });
  }
  await bind.results.take(3);

  const page = await getJson(`${control}/submits?limit=2`);
  expect(page["submits"]).toMatchObject([
    { destination: "573001234567", text: "uno", bodyHex: "756e6f", commandStatus: 0 },
    { text: "dos" },
  ]);
  const rest = await getJson(`${control}/submits?after=${String(page["next"])}`);
  expect(rest["submits"]).toMatchObject([{ text: "tres" }]);
  expect(await getJson(`${control}/stats`)).toMatchObject({
    submits: 3,
    accepted: 3,
    sessions: [{ systemId: "gateway", mode: "transceiver" }],
  });

  const posted = await fetch(`${control}/mo`, {
    method: "POST",
    body: JSON.stringify({ from: "+573001234567", to: "12345", text: "BAJA" }),
  });
  expect(posted.status).toBe(202);
  const [inbound] = await bind.delivers.take(1);
  expect(Buffer.from(inbound?.deliver.shortMessage ?? []).toString()).toBe("BAJA");

  await fetch(`${control}/disconnect`, { method: "POST" });
  await bind.states.find(({ state }) => state === "down");
});

it("speaks TLS, and demands client certificates", async () => {
  const authority = createAuthority();
  const own = authority.issue("127.0.0.1");
  const folder = temporaryDirectory();
  const files = { cert: own.certificatePem, key: own.keyPem, ca: authority.certificatePem };
  for (const [name, pem] of Object.entries(files)) {
    await writeFile(join(folder, name), pem);
  }
  const flags = Object.keys(files).flatMap((name) => [`--tls-${name}`, join(folder, name)]);
  const { port } = await startSimulatorProcess(...flags);
  const client = authority.issue("gateway");
  const tls = { caPem: authority.certificatePem, allowUnverified: false };
  const withCertificate = { ...tls, clientCertificatePem: client.certificatePem, clientKeyPem: client.keyPem };
  await startBind(bindConfig(port, { tls: withCertificate })).bound();
  const without = startBind(bindConfig(port, { tls }));
  await without.states.find(({ reason }) => reason?.includes("demands a client certificate") ?? false);
});

it.each([
  ["POST", "/mo", "{"],
  ["POST", "/faults", '{"mode":"earthquake"}'],
  ["POST", "/mo", '{"from":"573001234567"}'],
  ["GET", "/submits?limit=-1", undefined],
])("answers %s %s %s with 400", async (method, path, body) => {
  const { control } = await startSimulatorProcess();
  const response = await fetch(`${control}${path}`, { method, ...(body === undefined ? {} : { body }) });
  expect(response.status).toBe(400);
  expect(await response.json()).toHaveProperty("error");
});

it("ends with the process that spawned it", async () => {
  const { child, exited } = await startSimulatorProcess();
  child.disconnect();
  expect(await exited).toEqual([0, null]);
});

it.each([
  ["a port that is no number", ["--port", "x"], 2],
  ["a flag it does not know", ["--fast"], 2],
  ["a certificate without its key", ["--tls-cert", "certificate.pem"], 2],
  ["a certificate that is not there", ["--tls-cert", "/nowhere/certificate.pem", "--tls-key", "/nowhere/key.pem"], 1],
])("refuses %s", async (_what, flags, code) => {
  const child = fork(simulatorMain, flags, { silent: true });
  expect(await once(child, "exit")).toEqual([code, null]);
});
