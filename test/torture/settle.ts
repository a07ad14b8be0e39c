import { setTimeout as sleep } from "node:timers/promises";
import type { CarrierState } from "./admin.ts";
import type { Handsets } from "./handsets.ts";
import type { ReadModel } from "./read-model.ts";
import { countOutstandingReceipts } from "./records.ts";
import type { TortureScene } from "./scene.ts";

const openStatuses = ["accepted", "scheduled", "queued", "sent"] as const;
const pollMs = 1_000;
/** So often in a row nothing may be left. */
const quietPolls = 2;
/** Longer than any run. */
const replayedMs = 86_400_000;
/** Every so many polls what is left is said, and customers whose servers failed ask for what they missed. */
const saidEvery = 10;

/** What is still under way. */
export interface Left {
  [what: string]: number;
}

/** Waits until nothing is under way any more, or the time is over; what is left then, and how long it took. */
export async function settle(
  scene: TortureScene,
  readModels: readonly ReadModel[],
  handsets: Handsets,
  timeoutMs: number,
  say: (line: string) => void,
): Promise<{ left: Left; tookMs: number }> {
  const startedAtMs = Date.now();
  const since = new Date(startedAtMs - replayedMs).toISOString();
  let left: Left = {};
  let polls = 0;
  for (let quiet = 0; quiet < quietPolls && Date.now() - startedAtMs < timeoutMs;) {
    left = await countLeft(scene, readModels, handsets);
    quiet = Object.keys(left).length === 0 ? quiet + 1 : 0;
    if (polls++ % saidEvery === 0) {
      say(`left: ${JSON.stringify(left)}`);
      await replayFailed(scene, readModels, since);
    }
    await sleep(pollMs);
  }
  return { left, tookMs: Date.now() - startedAtMs };
}

async function countLeft(scene: TortureScene, readModels: readonly ReadModel[], handsets: Handsets): Promise<Left> {
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
  const add = (what: string, count: number): void => void (left[what] = (left[what] ?? 0) + count);
  for (const [index, readModel] of readModels.entries()) {
    for (const status of openStatuses) add(`messages ${status}`, await readModel.count(status));
    for (const [sink, id] of Object.entries(scene.accounts[index]?.endpoints ?? {})) {
      add(`events for ${sink} endpoints`, await readModel.waitingEvents(id));
    }
  }
  return Object.fromEntries(Object.entries(left).filter(([, count]) => count > 0));
}

/** Where something waits that is not tried again for long: an endpoint that was given up for the moment has to be told that it is well. */
async function replayFailed(scene: TortureScene, readModels: readonly ReadModel[], since: string): Promise<void> {
  for (const [index, readModel] of readModels.entries()) {
    for (const id of Object.values(scene.accounts[index]?.endpoints ?? {})) {
      if ((await readModel.waitingEvents(id)) > 0) await readModel.replayFailed(id, since);
    }
  }
}
