import { expect, it, onTestFinished } from "vitest";
import { commandId } from "../../connector/smpp/constants.ts";
import { startSmsc } from "../connector/smpp/harness.ts";
import type { Stream } from "../support/counting-relay.ts";
import { CountingRelay } from "../support/counting-relay.ts";
import { cannotRun, debianProgram } from "../support/debian-package.ts";
import { PacketCapture } from "../support/packet-capture.ts";
import { exchangeSmpp } from "./smpp-exchange.ts";

/** Wireshark's severity of what breaks a protocol; what TCP does is a warning at most. */
const errorSeverity = 0x800000;

it("Wireshark reads every PDU of an SMPP exchange, and as many as were sent", async (context) => {
  const tshark = await debianProgram(context, "tshark", "tshark");
  const { smsc, port } = await startSmsc({ receiptForm: "both", password: "secret", enquireLinkIntervalMs: 200 });
  const relay = new CountingRelay(port);
  onTestFinished(() => relay.close());
  const capture = new PacketCapture(tshark, port);
  onTestFinished(() => capture.kill());
  await capture.started().catch((error: unknown) => cannotRun(context, String(error)));

  await exchangeSmpp(smsc, await relay.listen());
  await capture.stop();

  const packets = await capture.dissect("smpp", [
    "tcp.dstport",
    "smpp.command_id",
    "_ws.malformed",
    "_ws.expert.severity",
    "_ws.expert.message",
  ]);
  const faults = packets.filter(
    (packet) =>
      packet["_ws.malformed"]?.length !== 0 ||
      packet["_ws.expert.severity"]?.some((severity) => Number(severity) >= errorSeverity),
  );
  expect(faults).toEqual([]);
  const dissected = (towardsServer: boolean): string[] =>
    packets
      .filter((packet) => (packet["tcp.dstport"]?.[0] === String(port)) === towardsServer)
      .flatMap((packet) => packet["smpp.command_id"] ?? []);
  const streams = relay.streams();
  expect(countEach(dissected(true))).toEqual(countEach(said(streams, "client")));
  expect(countEach(dissected(false))).toEqual(countEach(said(streams, "server")));

  const counts = countEach([...dissected(true), ...dissected(false)]);
  expect([...counts.keys()].sort()).toEqual(expect.arrayContaining(Object.values(commandId).map(hexOf).sort()));
  const { submits, delivers } = smsc.stats();
  // One submit_sm is refused for its session's mode before the SMSC counts it.
  expect(counts.get(hexOf(commandId.submit_sm))).toBe(submits + 1);
  expect(counts.get(hexOf(commandId.deliver_sm))).toBe(delivers);
});

/** The command_ids one side said, as Wireshark writes them. */
function said(streams: Stream[], from: Stream["from"]): string[] {
  const commandIds: string[] = [];
  for (const { bytes } of streams.filter((stream) => stream.from === from)) {
    for (let offset = 0; offset < bytes.length; offset += bytes.readUInt32BE(offset)) {
      commandIds.push(hexOf(bytes.readUInt32BE(offset + 4)));
    }
  }
  return commandIds;
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
