import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, onTestFinished, test, vi } from "vitest";
import { LogFolder } from "../../../connector/pdu-log/log-folder.ts";
import type { PduLogFormat, PduLogLevel } from "../../../connector/pdu-log/pdu-line.ts";
import { PduLog } from "../../../connector/pdu-log/pdu-log.ts";
import { SmscSimulator } from "../../../connector/simulator/smsc.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";
import { bindConfig, startConnector, startEdge, submitText } from "../link/harness.ts";
import { startUcpSmsc, ucpConfig } from "../ucp/harness.ts";
import type { CarrierBindConfig } from "../../../src/link/carrier-bind-config.ts";
import { pduColumns } from "../../../src/link/pdu-log.ts";

type Line = Partial<Record<(typeof pduColumns)[number], string>>;

/** What a log has of a text that was sent over a bind and of its receipt. */
async function logged(bind: CarrierBindConfig, level: PduLogLevel, format: PduLogFormat = "csv"): Promise<string> {
  const directory = temporaryDirectory();
  const folder = new LogFolder({ folder: directory, connectorId: "c1", ending: format, totalBytes: 2 ** 30 });
  const log = () => undefined;
  const pduLog = new PduLog({ folder, connectorId: "c1", level, format, fileBytes: 2 ** 20, now: Date.now, log });
  const edge = await startEdge();
  const carrier = edge.addCarrier("acme", [bind]);
  const { connector, stop } = startConnector(edge, { observers: { pduLog } });
  await edge.until(() => carrier.isUp);
  carrier.submit(submitText("msg_1"));
  await edge.until(() => carrier.receipts.length === 1);
  // The answer to the receipt leaves once the edge has it.
  const waiting = (): number | undefined => connector.health().carriers[0]?.waitingDeliveries;
  await vi.waitFor(() => expect(waiting()).toBe(0), { timeout: 15_000, interval: 5 });
  await stop();
  await pduLog.close();
  const [name = "", ...more] = readdirSync(directory);
  expect([more, name]).toEqual([[], expect.stringMatching(new RegExp(`^pdus-c1-.*\\.${format}\\.gz$`))]);
  return gunzipSync(readFileSync(join(directory, name))).toString();
}

function linesOf(csv: string): Line[] {
  const [header, ...lines] = csv.trimEnd().split("\r\n");
  expect(header).toBe(pduColumns.join(","));
  return lines.map((line) => {
    const cells = line.split(",");
    return Object.fromEntries(pduColumns.map((column, index) => [column, cells[index] ?? ""]));
  });
}

async function startSmpp(): Promise<number> {
  const smsc = new SmscSimulator({ host: "127.0.0.1", port: 0, receiptDelayMs: 0, receiptForm: "text", now: Date.now });
  const { port } = await smsc.listen();
  onTestFinished(() => smsc.close());
  return port;
}

test("each PDU of an SMPP session is a line, in the order of the wire, with what belongs to a message", async () => {
  const lines = linesOf(await logged(bindConfig(await startSmpp()), "headers"));
  const told = lines.filter(({ command }) => !command?.startsWith("enquire_link"));
  expect(told.map(({ direction, command, status }) => [direction, command, status])).toEqual([
    ["out", "bind_transceiver", ""],
    ["in", "bind_transceiver_resp", "ESME_ROK"],
    ["out", "submit_sm", ""],
    ["in", "submit_sm_resp", "ESME_ROK"],
    ["in", "deliver_sm", ""],
    ["out", "deliver_sm_resp", "ESME_ROK"],
    ["out", "unbind", ""],
    ["in", "unbind_resp", "ESME_ROK"],
  ]);
  const [submit, response] = told.slice(2, 4);
  expect(submit).toMatchObject({
    connectorId: "c1",
    carrierId: "acme",
    bindId: "bind-1",
    messageId: "msg_1",
    sender: "Heliograph",
    recipient: "57300•••4567",
    body: "",
  });
  expect(submit?.time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
  expect(Number(submit?.octets)).toBeGreaterThan(40);
  expect(response).toMatchObject({ messageId: "msg_1", sequence: submit?.sequence });
  expect(response?.carrierMessageId).not.toBe("");
  // The simulator names it in the text only.
  expect(told[4]).toMatchObject({ command: "deliver_sm", carrierMessageId: response?.carrierMessageId });
});

test("whole PDUs are in it where that is asked for, and no password ever", async () => {
  const text = await logged(bindConfig(await startSmpp()), "full");
  const lines = linesOf(text);
  const submit = lines.find(({ command }) => command === "submit_sm");
  expect(submit?.recipient).toBe("573001234567");
  const body = Buffer.from(submit?.body ?? "", "hex");
  expect(body.length).toBe(Number(submit?.octets));
  expect(body.toString("latin1")).toContain("Hello from msg");
  expect(text).not.toContain(Buffer.from("s3cret-p").toString("hex"));
  expect(text).not.toContain("s3cret-p");
});

test("frames of UCP are lines of the same form", async () => {
  const { port } = await startUcpSmsc();
  const text = await logged(ucpConfig(port), "full", "json");
  const lines = text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ command }) => command !== "O/31" && command !== "R/31");
  expect(lines.map(({ direction, command, status }) => [direction, command, status])).toEqual([
    ["out", "O/60", null],
    ["in", "R/60", "A"],
    ["out", "O/51", null],
    ["in", "R/51", "A"],
    ["in", "O/53", null],
    ["out", "R/53", "A"],
  ]);
  expect(lines[2]).toMatchObject({ messageId: "msg_1", bindId: "bnd_1", octets: expect.any(Number) as number });
  expect(lines[3]).toMatchObject({ messageId: "msg_1", sequence: lines[2]?.["sequence"] });
  expect(lines[3]?.["carrierMessageId"]).toMatch(/^\d{12}$/);
  expect(lines[0]?.["body"]).toBeNull();
});
