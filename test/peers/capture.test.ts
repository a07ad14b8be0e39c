import type { TestContext } from "vitest";
import { expect, it, onTestFinished } from "vitest";
import { commandId } from "../../connector/smpp/constants.ts";
import { operation } from "../../connector/ucp/fields.ts";
import { startSmsc } from "../connector/smpp/harness.ts";
import { startUcpSmsc } from "../connector/ucp/harness.ts";
import { CountingRelay } from "../support/counting-relay.ts";
import { cannotRun, debianProgram } from "../support/debian-package.ts";
import type { DissectedPacket } from "../support/packet-capture.ts";
import { PacketCapture } from "../support/packet-capture.ts";
import { exchangeSmpp } from "./smpp-exchange.ts";
import { exchangeUcp } from "./ucp-exchange.ts";

interface Protocol {
  /** Wireshark's name for it, and the fields that together name a PDU. */
  dissector: string;
  fields: readonly string[];
  /** The same names, from the bytes that one side of one connection said. */
  namesIn: (bytes: Buffer) => string[];
}

const smpp: Protocol = {
  dissector: "smpp",
  fields: ["smpp.command_id"],
  namesIn: (bytes) => {
    const names: string[] = [];
    for (let offset = 0; offset < bytes.length; offset += bytes.readUInt32BE(offset)) {
      names.push(hexOf(bytes.readUInt32BE(offset + 4)));
    }
    return names;
  },
};

const ucp: Protocol = {
  dissector: "ucp",
  fields: ["ucp.hdr.O_R", "ucp.hdr.OT"],
  // Between STX and ETX: `TRN/LEN/O|R/OT/…`.
  namesIn: (bytes) =>
    bytes
      .toString("latin1")
      .split("\u0003")
      .slice(0, -1)
      .map((frame) => frame.split("/"))
      .map(([, , kind, type]) => `'${kind}' ${Number(type)}`),
};

/** Wireshark's severity of what breaks a protocol; what TCP does is a warning at most. */
const errorSeverity = 0x800000;
const faultFields = ["_ws.malformed", "_ws.expert.severity", "_ws.expert.message"] as const;

it("Wireshark reads every PDU of an SMPP exchange, and as many as were sent", async (context) => {
  const { smsc, port } = await startSmsc({ receiptForm: "both", password: "secret", enquireLinkIntervalMs: 200 });
  const counts = await expectReadable(context, smpp, port, (relayPort) => exchangeSmpp(smsc, relayPort));
  expect([...counts.keys()]).toEqual(expect.arrayContaining(Object.values(commandId).map(hexOf)));
  const { submits, delivers } = smsc.stats();
  // One submit_sm is refused for its session's mode before the SMSC counts it.
  expect(counts.get(hexOf(commandId.submit_sm))).toBe(submits + 1);
  expect(counts.get(hexOf(commandId.deliver_sm))).toBe(delivers);
});

it("Wireshark reads every frame of a UCP exchange, and as many as were sent", async (context) => {
  const { smsc, port } = await startUcpSmsc({ password: "secret" });
  const counts = await expectReadable(context, ucp, port, (relayPort) => exchangeUcp(smsc, relayPort));
  const spoken = Object.values(operation).flatMap((type) => [`'O' ${type}`, `'R' ${type}`]);
  expect([...counts.keys()]).toEqual(expect.arrayContaining(spoken));
  const { submits, delivers } = smsc.stats();
  // One submit comes before its session has logged in.
  expect(counts.get("'O' 51")).toBe(submits + 1);
  const delivered = [operation.callInput, operation.deliver, operation.notify];
  expect(delivered.reduce((sum, type) => sum + (counts.get(`'O' ${type}`) ?? 0), 0)).toBe(delivers);
});

/** How often each PDU occurred in a captured exchange, in which both ends and Wireshark agree. */
async function expectReadable(
  context: TestContext,
  protocol: Protocol,
  port: number,
  exchange: (relayPort: number) => Promise<void>,
): Promise<Map<string, number>> {
  const tshark = await debianProgram(context, "tshark", "tshark");
  const relay = new CountingRelay(port);
  onTestFinished(() => relay.close());
  const capture = new PacketCapture(tshark, port);
  onTestFinished(() => capture.kill());
  await capture.started().catch((error: unknown) => cannotRun(context, String(error)));
  await exchange(await relay.listen());
  await capture.stop();

  const packets = await capture.dissect(protocol.dissector, ["tcp.dstport", ...protocol.fields, ...faultFields]);
  expect(packets.filter(isFaulty)).toEqual([]);
  const read = (from: "client" | "server"): string[] =>
    packets
      .filter((packet) => (packet["tcp.dstport"]?.[0] === String(port)) === (from === "client"))
      .flatMap((packet) => namesOf(packet, protocol.fields));
  const said = (from: "client" | "server"): string[] =>
    relay.streams().flatMap((stream) => (stream.from === from ? protocol.namesIn(stream.bytes) : []));
  expect(countEach(read("client"))).toEqual(countEach(said("client")));
  expect(countEach(read("server"))).toEqual(countEach(said("server")));
  return countEach([...read("client"), ...read("server")]);
}

function isFaulty(packet: DissectedPacket): boolean {
  const severities = packet["_ws.expert.severity"] ?? [];
  return packet["_ws.malformed"]?.length !== 0 || severities.some((severity) => Number(severity) >= errorSeverity);
}

/** One name for each PDU in a packet. */
function namesOf(packet: DissectedPacket, fields: readonly string[]): string[] {
  const [first = [], ...others] = fields.map((field) => packet[field] ?? []);
  return first.map((value, index) => [value, ...others.map((values) => values[index] ?? "")].join(" "));
}

function hexOf(id: number): string {
  return `0x${id.toString(16).padStart(8, "0")}`;
}

function countEach(values: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) {
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}
