import { setTimeout as sleep } from "node:timers/promises";
import type { CarrierState } from "./admin.ts";
import type { Handsets } from "./handsets.ts";
import type { ReadModel } from "./read-model.ts";
import { countOutstandingReceipts } from "./records.ts";
import type { SoakScene } from "./scene.ts";

const openStatuses = ["accepted", "queued", "sent"] as const;
const pollMs = 1_000;
/** So often in a row nothing may be left. */
const quietPolls = 2;
/** What is left is said every so many polls. */
const saidEvery = 10;

/** What is still under way. */
export interface Left {
  [what: string]: number;
}

/** Waits until nothing is under way any more, or the time is over; what is left then, and how long it took. */
export async function settle(
  scene: SoakScene,
  readModel: ReadModel,
  handsets: Handsets,
  timeoutMs: number,
  say: (line: string) => void,
): Promise<{ left: Left; tookMs: number }> {
  const startedAtMs = Date.now();
  let left: Left = {};
  let polls = 0;
  for (let quiet = 0; quiet < quietPolls && Date.now() - startedAtMs < timeoutMs;) {
    left = await countLeft(scene, readModel, handsets);
    quiet = Object.keys(left).length === 0 ? quiet + 1 : 0;
    if (polls++ % saidEvery === 0) say(`left: ${JSON.stringify(left)}`);
    await sleep(pollMs);
  }
  return { left, tookMs: Date.now() - startedAtMs };
}

async function countLeft(scene: SoakScene, readModel: ReadModel, handsets: Handsets): Promise<Left> {
  const carriers = await scene.admin.carriers();
  const sum = (pick: (carrier: CarrierState) => number): number =>
    carriers.reduce((total, carrier) => total + pick(carrier), 0);
  const left: Left = {
    waitingTexts: sum(({ waitingTexts }) => waitingTexts),
    delayedTexts: sum(({ delayedTexts }) => delayedTexts),
    movingTexts: sum(({ movingTexts }) => movingTexts),
    segmentsInFlight: sum(({ segmentsInFlight }) => segmentsInFlight),
    outstandingReceipts: Object.values(scene.smscs).reduce(
      (total, { dataFile }) => total + countOutstandingReceipts(dataFile),
      0,
    ),
    unsettledMos: handsets.isSettled ? 0 : 1,
  };
  for (const status of openStatuses) left[`messages ${status}`] = await readModel.count(status);
  return Object.fromEntries(Object.entries(left).filter(([, count]) => count > 0));
}
