import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { findFreePort } from "../local/ports.ts";
import { cpuProfileSchema, selfTimes, type CallFrame, type CpuProfile } from "./support/cpu-profile.ts";
import type { Bench, Gateway } from "./support/gateway.ts";
import { withHeliograph } from "./support/heliograph-gateway.ts";
import { Inspector } from "./support/inspector.ts";
import { sendTexts, warmUp } from "./support/send-texts.ts";
import { Sink } from "./support/sink/sink.ts";
import { Smsc } from "./support/smsc/smsc.ts";
import { placesInBundle, placesInFiles } from "./support/source-places.ts";

const help = `npm run bench:profile -- [flags]

Takes CPU profiles of the Worker with its objects, and of the connector, while texts are sent and until they are through.

  --batch N      texts in a request (100)
  --receipts     a receipt and a webhook for each text
  --events N     events in a webhook at most (1)
  --clients N    connections, each with one request at a time (4; 50 when one text is in a request)
  --seconds N    how long texts are sent (5)
  --top N        functions shown (30)
  --help         this text
`;

const samplingIntervalUs = 200;
const results = join(import.meta.dirname, "results");

const { values } = parseArgs({
  options: {
    batch: { type: "string", default: "100" },
    receipts: { type: "boolean", default: false },
    events: { type: "string", default: "1" },
    clients: { type: "string" },
    seconds: { type: "string", default: "5" },
    top: { type: "string", default: "30" },
    help: { type: "boolean" },
  },
});
if (values.help === true) process.stdout.write(help);
else await profile();

async function profile(): Promise<void> {
  const at = new Date().toISOString().replaceAll(":", "-");
  const connectorProfiles = join(results, `connector-${at}`);
  await mkdir(connectorProfiles, { recursive: true });
  const edge = await profileEdge(connectorProfiles);
  const file = join(results, `edge-${at}.cpuprofile`);
  await writeFile(file, JSON.stringify(edge));
  show("Worker and objects", file, edge, placesInBundle());
  for (const name of await readdir(connectorProfiles)) {
    const connectorFile = join(connectorProfiles, name);
    const connector = cpuProfileSchema.parse(JSON.parse(await readFile(connectorFile, "utf8")));
    show("connector, from its start to its end", connectorFile, connector, placesInFiles());
  }
}

async function profileEdge(connectorProfiles: string): Promise<CpuProfile> {
  const { receipts, clients } = values;
  const batchSize = Number(values.batch);
  const [smsc, sink, inspectorPort] = await Promise.all([Smsc.start(), Sink.start(), findFreePort()]);
  const seconds = Number(values.seconds);
  const bench: Bench = {
    smsc,
    sink,
    settings: { rounds: 1, seconds, texts: null, clients: 50, rate: 1, accounts: 1, backlog: 0 },
  };
  const plan = { batchSize, receipts, connections: Number(clients ?? (batchSize === 1 ? 50 : 4)) };
  const options = { receipts, inbound: false, maxBatch: Number(values.events), inspectorPort, connectorProfiles };
  const send = async (gateway: Gateway): Promise<void> => {
    const sent = await sendTexts(bench, gateway, plan);
    process.stderr.write(`${Math.round(sent.load.texts / sent.seconds)} texts/s end to end\n`);
  };
  try {
    return await withHeliograph(bench, options, async (gateway) => {
      await warmUp(bench, gateway, plan);
      return profileOf(inspectorPort, () => send(gateway));
    });
  } finally {
    await Promise.all([smsc.stop(), sink.stop()]);
  }
}

async function profileOf(inspectorPort: number, use: () => Promise<void>): Promise<CpuProfile> {
  const inspector = await Inspector.open(inspectorPort, "heliograph");
  try {
    await inspector.call("Profiler.enable");
    await inspector.call("Profiler.setSamplingInterval", { interval: samplingIntervalUs });
    await inspector.call("Profiler.start");
    await use();
    return z.object({ profile: cpuProfileSchema }).parse(await inspector.call("Profiler.stop")).profile;
  } finally {
    inspector.close();
  }
}

function show(what: string, file: string, found: CpuProfile, locate: (frame: CallFrame) => string | undefined): void {
  const times = selfTimes(found, locate).filter(({ name }) => name !== "(idle)");
  const busyMs = times.reduce((sum, { selfMs }) => sum + selfMs, 0);
  process.stdout.write(`\n${what}: ${Math.round(busyMs)} ms busy; ${file}\n\n| self ms | % | function | source |\n`);
  process.stdout.write("|---:|---:|---|---|\n");
  for (const { name, place, selfMs } of times.slice(0, Number(values.top))) {
    const share = ((selfMs / busyMs) * 100).toFixed(1);
    process.stdout.write(`| ${selfMs.toFixed(0)} | ${share} | ${name} | ${place} |\n`);
  }
}
