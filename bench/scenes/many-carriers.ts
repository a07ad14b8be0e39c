import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { loopback } from "../../local/ports.ts";
import { callWith } from "../support/call.ts";
import type { Bench } from "../support/gateway.ts";
import { withHeliograph, type HeliographGateway } from "../support/heliograph-gateway.ts";
import { heliographDurable, type Scene, type Turn } from "../support/scene.ts";
import { closedTurn, throughputColumns } from "../support/text-turn.ts";
import { batchConnections, batchSize } from "./batches.ts";

const carriers = 10;
const connectors = 3;
const settledTimeoutMs = 120_000;
/** Longer than a connector that could take more waits until it asks for it. */
const quietMs = 15_000;

const routesSchema = z.object({ activeFrom: z.iso.datetime() });
const bindSchema = z.object({ state: z.string(), connector: z.string().optional() });
const carrierSchema = z.object({ binds: z.array(bindSchema) });
type Bind = z.infer<typeof bindSchema>;

/** Texts are spread over all carriers at random; each has as many binds as there are connectors. */
async function addCarriers(bench: Bench, { stack }: HeliographGateway): Promise<void> {
  const call = callWith(stack.url, stack.adminKey);
  const ids = Array.from({ length: carriers }, (_, index) => `carrier-${index}`);
  const smsc = { host: loopback, port: bench.smsc.port, systemId: "bench", password: "secret" };
  for (const id of ids) {
    const binds = Array.from({ length: connectors }, (_, index) => ({ ...smsc, id: `${id}-${index}` }));
    await call("PUT", `/admin/v1/carriers/${id}`, { name: id, binds });
  }
  const targets = ids.map((carrierId) => ({ carrierId, weight: 1 }));
  const routes = await call("PUT", "/admin/v1/routes", { rules: [{ id: "spread", strategy: "weight", targets }] });
  await sleep(Math.max(0, Date.parse(routesSchema.parse(routes).activeFrom) - Date.now()));
  await untilSettled(async () => {
    const found = await Promise.all(ids.map((id) => call("GET", `/admin/v1/carriers/${id}`)));
    return found.flatMap((carrier) => carrierSchema.parse(carrier).binds);
  });
}

/** Connectors hand binds over to one another for a while: waits until all are up and none has moved for long enough. */
async function untilSettled(read: () => Promise<Bind[]>): Promise<void> {
  const deadline = Date.now() + settledTimeoutMs;
  let last = "";
  let sinceMs = Date.now();
  for (;;) {
    const binds = await read();
    const holders = JSON.stringify(binds);
    if (holders !== last || binds.some(({ state }) => state !== "bound")) {
      last = holders;
      sinceMs = Date.now();
    }
    if (Date.now() - sinceMs > quietMs) return;
    if (Date.now() > deadline) throw new Error(`binds do not settle: ${holders}`);
    await sleep(200);
  }
}

function measure(bench: Bench, isSpread: boolean): Promise<Turn> {
  const options = { receipts: true, inbound: false, maxBatch: 100, connectors: isSpread ? connectors : 1 };
  return withHeliograph(bench, options, async (gateway) => {
    if (isSpread) await addCarriers(bench, gateway);
    return closedTurn(bench, gateway, { batchSize, connections: batchConnections, receipts: true });
  });
}

const oneCarrier = "Heliograph, 1 carrier, 1 connector";

export const manyCarriers: Scene = {
  id: "f",
  title: `${carriers} carriers and ${connectors} connectors`,
  about: () =>
    `Batches of ${batchSize} with receipts and webhooks of up to 100 events; each carrier has as many binds as there are connectors, and texts are spread over the carriers at random.`,
  columns: throughputColumns,
  ratioOf: "textsPerSecond",
  baseline: oneCarrier,
  subjects: () =>
    [
      { name: `Heliograph, ${carriers} carriers, ${connectors} connectors`, isSpread: true },
      { name: oneCarrier, isSpread: false },
    ].map(({ name, isSpread }) => ({
      name,
      durable: heliographDurable,
      isKannel: false,
      measure: (bench) => measure(bench, isSpread),
    })),
};
