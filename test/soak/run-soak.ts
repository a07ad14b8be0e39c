import { join } from "node:path";
import { dataPaths } from "../../local/paths.ts";
import { catalogue } from "./catalogue.ts";
import { type Verdict, check } from "./check.ts";
import { Customer, type TrafficPlan } from "./customer.ts";
import { Handsets } from "./handsets.ts";
import { Ledger } from "./ledger.ts";
import { ReadModel } from "./read-model.ts";
import { readInbound, readSmscSubmits } from "./records.ts";
import { runFaults } from "./run-faults.ts";
import { type SoakScene, withScene } from "./scene.ts";
import { describeSchedule, scheduleFaults } from "./schedule.ts";
import { type Left, settle } from "./settle.ts";

export interface SoakPlan {
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

export interface SoakResult extends Verdict {
  faults: Record<string, number>;
  skippedFaults: number;
  requests: { requests: number; retries: number };
  mosGivenAgain: number;
  settledInMs: number;
  left: Left;
}

/** Sends texts both ways while things go wrong, waits until all is quiet, and counts at both ends. */
export async function runSoak(plan: SoakPlan, say: (line: string) => void): Promise<SoakResult> {
  const schedule = scheduleFaults(catalogue, plan.seed, plan.durationMs);
  say(`seed ${plan.seed}, ${schedule.flat().length} faults:\n${describeSchedule(schedule)}`);
  return withScene(
    (scene) => soak(scene, plan, schedule, say),
    ({ problems }) => plan.keep || problems.length > 0,
  );
}

async function soak(
  scene: SoakScene,
  { durationMs, settleMs, traffic, mosPerSecond }: SoakPlan,
  schedule: ReturnType<typeof scheduleFaults>,
  say: (line: string) => void,
): Promise<SoakResult> {
  const ledger = new Ledger(join(scene.folder, "accepted.jsonl"));
  const customer = new Customer(scene.url, scene.apiKey, ledger);
  const handsets = new Handsets(scene);
  const readModel = new ReadModel(scene.url, scene.apiKey);

  let isOver = false;
  const writing = handsets.write(mosPerSecond, durationMs, () => isOver);
  const [faults] = await Promise.all([runFaults(scene, schedule), customer.send(traffic, durationMs)]);
  say(`${ledger.ids.size} texts accepted, nothing goes wrong any more`);
  const { left, tookMs } = await settle(scene, readModel, handsets, settleMs, say);
  isOver = true;
  await writing;
  say(
    `quiet after ${(tookMs / 1_000).toFixed(0)} s${Object.keys(left).length > 0 ? `, left: ${JSON.stringify(left)}` : ""}`,
  );

  const messages = await readModel.read(ledger.ids.values());
  ledger.close();
  await scene.processes.edge.kill();
  const submits = Object.values(scene.smscs).flatMap(({ dataFile }) => readSmscSubmits(dataFile));
  const received = readInbound(dataPaths(scene.folder).edge);
  const { sent, repeated } = handsets.figures;
  const verdict = check({ accepted: ledger.ids, messages, submits, mos: { sent, received } });
  return {
    figures: verdict.figures,
    problems: [...scene.unexpectedEnds, ...ledger.problems, ...verdict.problems],
    faults: faults.done,
    skippedFaults: faults.skipped,
    requests: customer.figures,
    mosGivenAgain: repeated,
    settledInMs: tookMs,
    left,
  };
}
