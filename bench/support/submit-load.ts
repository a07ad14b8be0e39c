import { setTimeout as sleep } from "node:timers/promises";
import type { PDU, Session } from "smpp";
import smpp from "smpp";
import { BindClient } from "../../connector/smpp/bind-client.ts";
import { bindDefaults } from "../../src/link/bind-config.ts";
import type { SubmitLoadPlan, SubmitLoadResult } from "./submit-load-plan.ts";

const plan = JSON.parse(String(process.argv[2])) as SubmitLoadPlan;
const host = "127.0.0.1";
const warmUpMs = 500;

const source = "12345";
const destination = "573001234567";
const text = "Su código de verificación es 471100. No lo comparta con nadie. Vence en diez minutos. Heliograph S.A.S.";
const body = Buffer.from(text, "latin1");

let accepted = 0;

function startOurs(): void {
  const fields = { sourceAddr: source, destinationAddr: destination, dataCoding: 3, shortMessage: body };
  const client: BindClient<number> = new BindClient<number>({
    config: {
      ...bindDefaults,
      id: "bnd_1",
      kind: "smpp",
      host,
      port: plan.port,
      systemId: "bench",
      password: "secret",
      windowSize: plan.windowSize,
    },
    now: () => Date.now(),
    random: Math.random,
    log: { info: () => undefined, warn: () => undefined },
    onState: () => undefined,
    onDeliver: (_deliver, respond) => respond(0),
    onResult: (_token, { outcome }) => {
      accepted += outcome === "accepted" ? 1 : 0;
    },
    onReady: () => {
      for (let free = client.freeSlots(); free > 0; free--) {
        client.submit(0, fields);
      }
    },
  });
  client.start();
}

/** npm `smpp` has no window: as many submits as ours are kept in flight by their callbacks. */
function startNpm(): void {
  const session: Session = smpp.connect({ host, port: plan.port });
  const fields = { source_addr: source, destination_addr: destination, data_coding: 3, short_message: body };
  const submit = (): void => void session.submit_sm(fields, onResponse);
  const onResponse = ({ command_status: status }: PDU): void => {
    accepted += status === 0 ? 1 : 0;
    submit();
  };
  session.on("error", (error: Error) => {
    throw error;
  });
  session.on("connect", () => {
    session.bind_transceiver({ system_id: "bench", password: "secret" }, () => {
      for (let inFlight = 0; inFlight < plan.windowSize; inFlight++) {
        submit();
      }
    });
  });
}

for (let bind = 0; bind < plan.binds; bind++) {
  (plan.client === "ours" ? startOurs : startNpm)();
}
await sleep(warmUpMs);
const before = { accepted, cpu: process.cpuUsage(), atMs: performance.now() };
await sleep(plan.seconds * 1_000);
const texts = accepted - before.accepted;
const { user, system } = process.cpuUsage(before.cpu);
const result: SubmitLoadResult = {
  textsPerSecond: (texts * 1_000) / (performance.now() - before.atMs),
  cpuMicrosecondsPerText: (user + system) / texts,
};
process.send?.(result, () => process.exit(0));
