import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { prices } from "./accounts.ts";
import { catalogue } from "./catalogue.ts";
import { type Verdict, check } from "./check.ts";
import { Customer, type TrafficPlan } from "./customer.ts";
import type { Evidence } from "./evidence.ts";
import { Handsets } from "./handsets.ts";
import { Ledger } from "./ledger.ts";
import { accountNames } from "./names.ts";
import { ReadModel } from "./read-model.ts";
import { readEvidence } from "./read-evidence.ts";
import { makeSchedules } from "./recurring.ts";
import { runFaults } from "./run-faults.ts";
import { type TortureScene, withScene } from "./scene.ts";
import { describeSchedule, scheduleFaults } from "./schedule.ts";
import { type Left, settle } from "./settle.ts";
import { Treasurer, smallPaymentMicros } from "./treasurer.ts";

export interface TorturePlan {
  seed: number;
  /** In which things go wrong, and texts are sent. */
  durationMs: number;
  /** How long what is under way may take to come to its end, afterwards. */
  settleMs: number;
  traffic: TrafficPlan;
  mosPerSecond: number;
  /** Keeps logs and databases even if all is well. */
  keep: boolean;
}

export interface TortureResult extends Verdict {
  faults: Record<string, number>;
  /** Of the plan, because those before took longer. */
  cutShort: number;
  /** Those of the plan that this machine does not let be made. */
  impossible: string[];
  requests: { requests: number; retries: number; refused: number; webhooks: number };
  mosGivenAgain: number;
  settledInMs: number;
  left: Left;
}
const patienceMs = 45_000;
const againAfterMs = 3_000;
const saidCharacters = 300;

/** Sends texts both ways while things go wrong, waits until all is quiet, and counts at both ends. */
export async function runTorture(plan: TorturePlan, say: (line: string) => void): Promise<TortureResult> {
  const schedule = scheduleFaults(catalogue, plan.seed, plan.durationMs);
  say(`seed ${plan.seed}, ${schedule.flat().length} faults:\n${describeSchedule(schedule)}`);
  return withScene(
    (scene) => torture(scene, plan, schedule, say),
    ({ problems }) => plan.keep || problems.length > 0,
  );
}

async function torture(
  scene: TortureScene,
  { durationMs, settleMs, traffic, mosPerSecond }: TorturePlan,
  schedule: ReturnType<typeof scheduleFaults>,
  say: (line: string) => void,
): Promise<TortureResult> {
  const ledger = new Ledger(join(scene.folder, "customers.jsonl"));
  const each = accountNames.length;
  const perCustomer = {
    rate: traffic.rate / each,
    burst: { ...traffic.burst, texts: Math.ceil(traffic.burst.texts / each) },
  };
  const customers = scene.accounts.map((account) => new Customer(scene.url, account, ledger));
  const treasurer = new Treasurer(scene.admin, scene.accounts, ledger);
  const smallMicros = smallPaymentMicros(perCustomer.rate, prices.country);
  const handsets = new Handsets(scene);
  const readModels = scene.accounts.map((account) => new ReadModel(scene.url, account));
  await treasurer.begin(smallMicros);
  const schedules = await makeSchedules(scene.url, scene.accounts, durationMs);

  let isOver = false;
  const writing = handsets.write(mosPerSecond, durationMs, () => isOver);
  const [faults] = await Promise.all([
    runFaults(scene, schedule),
    treasurer.payUntil(durationMs, smallMicros),
    ...customers.map((customer) => customer.send(perCustomer, durationMs)),
  ]);
  say(`${ledger.texts.size} texts accepted, nothing goes wrong any more`);
  const { left, tookMs } = await settle(scene, readModels, handsets, settleMs, say);
  isOver = true;
  await writing;
  const isQuiet = Object.keys(left).length === 0;
  say(`quiet after ${(tookMs / 1_000).toFixed(0)} s${isQuiet ? "" : `, left: ${JSON.stringify(left)}`}`);

  const verdict = await untilRight(
    () => readEvidence(scene, readModels, ledger, schedules, handsets.figures.sent),
    say,
  );
  ledger.close();
  const total = (of: (customer: Customer) => number): number =>
    customers.reduce((sum, customer) => sum + of(customer), 0);
  return {
    figures: verdict.figures,
    problems: [...scene.unexpectedEnds, ...ledger.problems, ...scene.sinks.problems, ...verdict.problems],
    faults: faults.done,
    cutShort: faults.cutShort,
    impossible: faults.impossible,
    requests: {
      requests: total(({ figures }) => figures.requests),
      retries: total(({ figures }) => figures.retries),
      refused: ledger.refused,
      webhooks: scene.sinks.requests,
    },
    mosGivenAgain: handsets.figures.repeated,
    settledInMs: tookMs,
    left,
  };
}

/** What no list shows is still under way now and then, such as a chunk that a queue lost: what is wrong has to stay so. */
async function untilRight(read: () => Promise<Evidence>, say: (line: string) => void): Promise<Verdict> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const verdict = check(await read());
    if (verdict.problems.length === 0 || Date.now() > deadline) return verdict;
    say(`${verdict.problems.length} complaints, such as ${verdict.problems[0]?.slice(0, saidCharacters)}`);
    await sleep(againAfterMs);
  }
}
