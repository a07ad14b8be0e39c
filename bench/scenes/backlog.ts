import { generateLoad } from "../generate-load.ts";
import { callWith } from "../support/call.ts";
import { monotonicMs } from "../support/clock.ts";
import { diskMebibytes } from "../support/disk-use.ts";
import type { Bench } from "../support/gateway.ts";
import type { HeliographGateway } from "../support/heliograph-gateway.ts";
import { ProcessMeter } from "../support/process-meter.ts";
import type { Scene, Turn } from "../support/scene.ts";
import { untilThrough } from "../support/send-texts.ts";
import { heliographSubject } from "../support/subjects.ts";
import { batchConnections } from "./batches.ts";

const batchSize = 1_000;

async function measure(bench: Bench, gateway: HeliographGateway): Promise<Turn> {
  const { stack } = gateway;
  const call = callWith(stack.url, stack.adminKey);
  await call("POST", "/admin/v1/carriers/default/disable", {});
  await bench.smsc.reset(null);
  const meter = new ProcessMeter(gateway.processes);
  const { backlog: texts } = bench.settings;
  const load = await generateLoad({
    ...gateway.target,
    mode: "count",
    texts,
    connections: batchConnections,
    batchSize,
  });
  const early = (await bench.smsc.counts()).texts;
  const workerd = meter.read()["workerd"];
  const disk = await diskMebibytes(stack.folder);
  const startedAtMs = monotonicMs();
  await call("POST", "/admin/v1/carriers/default/activate", {});
  const lastAtMs = await untilThrough(bench, load.texts, false);
  const { submits } = await bench.smsc.counts();
  return {
    figures: {
      acceptedPerSecond: load.texts / load.seconds,
      drainedPerSecond: load.texts / ((lastAtMs - startedAtMs) / 1_000),
      residentMebibytes: workerd?.residentMebibytes ?? 0,
      diskMebibytes: disk,
      refusals: load.refusals,
      early,
      repeated: submits - load.texts,
    },
    use: { texts: load.texts, processes: meter.read() },
  };
}

export const backlog: Scene = {
  id: "h",
  title: "A backlog behind a stopped carrier",
  about: ({ backlog }) =>
    `${backlog.toLocaleString("en")} texts in batches of ${batchSize} for a carrier out of service, no receipts; then the carrier is activated, until the last text is at the SMSC. Memory and disk are those before.`,
  columns: [
    { key: "acceptedPerSecond", head: "texts/s accepted", digits: 0 },
    { key: "drainedPerSecond", head: "texts/s drained", digits: 0 },
    { key: "residentMebibytes", head: "workerd with the backlog, MiB", digits: 0 },
    { key: "diskMebibytes", head: "on disk, MiB", digits: 0 },
    { key: "repeated", head: "submitted twice", digits: 0 },
  ],
  ratioOf: "drainedPerSecond",
  subjects: () => [heliographSubject("Heliograph", { receipts: false, inbound: false }, measure)],
};
