import { setTimeout as sleep } from "node:timers/promises";
import { Flood, type FloodRecord, emptyRecord, quantile } from "./flood.ts";
import { Handsets } from "./handsets.ts";
import { Ledger } from "./ledger.ts";
import { join } from "node:path";
import { residentBytes } from "./memory.ts";
import { ReadModel } from "./read-model.ts";
import { readSmscSubmits } from "./records.ts";
import { type TortureScene, withScene } from "./scene.ts";
import { settle } from "./settle.ts";
import { Treasurer } from "./treasurer.ts";

export interface OverloadPlan {
  durationMs: number;
  settleMs: number;
  clients: number;
  keep: boolean;
}

/** One stretch of the overload; latencies in ms. */
export interface Stretch {
  name: string;
  accepted: { requests: number; perSecond: number; p50: number; p99: number };
  refused: { requests: number; p50: number; p99: number };
  /** Of the edge, at its end. */
  residentMb: number;
}

export interface OverloadResult {
  stretches: Stretch[];
  texts: { accepted: number; atSmscs: number; lost: number; twice: number };
  problems: string[];
}

const calmMs = 10_000;
const recoveredWithinMs = 10_000;
const restMs = 20_000;
const fewClients = 8;
const flooding = { batchEvery: 8, batchSize: 20 };
/** What a request may take while there is too much to do: longer, and callers would give up and come again. */
const mostP99Ms = 5_000;
/** A refusal costs the caller no wait. */
const mostRefusalP99Ms = 2_000;
/** After the recovery, beside the calm before. */
const mostSlower = 3;
const slackMs = 50;
const mostMoreMemory = 1.5;
const bytesPerMb = 1_048_576;

/** Sends far more than the edge takes, without any fault, and looks at what that does to callers, texts and memory. */
export function runOverload(plan: OverloadPlan, say: (line: string) => void): Promise<OverloadResult> {
  return withScene(
    (scene) => overload(scene, plan, say),
    ({ problems }) => plan.keep || problems.length > 0,
  );
}

async function overload(
  scene: TortureScene,
  { durationMs, settleMs, clients }: OverloadPlan,
  say: (line: string) => void,
): Promise<OverloadResult> {
  const ledger = new Ledger(join(scene.folder, "customers.jsonl"));
  await new Treasurer(scene.admin, scene.accounts, ledger).begin(1);
  const account = scene.accounts.find(({ name }) => name === "submitted");
  if (account === undefined) throw new Error("there is no such account");
  const target = { url: scene.url, apiKey: account.apiKey, ...flooding };
  const few = new Flood({ ...target, clients: fewClients });
  const many = new Flood({ ...target, clients });
  const all = emptyRecord();
  const stretches: Stretch[] = [];
  let firstNumber = 0;
  const stretch = async (name: string, flood: Flood, lastsMs: number): Promise<Stretch> => {
    const record = { ...emptyRecord(), texts: all.texts };
    firstNumber = await flood.run(lastsMs, record, firstNumber);
    mergeInto(all, record);
    const made = describe(name, record, lastsMs, await memoryMb(scene));
    stretches.push(made);
    say(JSON.stringify(made));
    return made;
  };

  const calm = await stretch("before", few, calmMs);
  const peak = await stretch(`${clients} clients`, many, durationMs);
  await sleep(recoveredWithinMs);
  const after = await stretch("10 s after", few, calmMs);
  few.close();
  many.close();
  const readModels = scene.accounts.map((each) => new ReadModel(scene.url, each));
  const { left } = await settle(scene, readModels, new Handsets(scene), settleMs, say);
  await sleep(restMs);
  const restedMb = await memoryMb(scene);
  stretches.push({ ...describe("at rest", emptyRecord(), restMs, restedMb) });
  ledger.close();

  const seen = Map.groupBy(
    Object.values(scene.smscs).flatMap(({ dataFile }) => readSmscSubmits(dataFile)),
    ({ number }) => number ?? -1,
  );
  const lost = [...all.texts].filter((number) => !seen.has(number)).length;
  const twice = [...seen.values()].filter(
    (submits) => submits.filter(({ verdict }) => verdict === "accepted").length > 1,
  );
  const texts = { accepted: all.texts.size, atSmscs: seen.size, lost, twice: twice.length };
  const claims: [boolean, string][] = [
    [lost === 0, `${lost} texts lost`],
    [twice.length === 0, `${twice.length} texts twice at the SMSCs`],
    [Object.keys(left).length === 0, `left: ${JSON.stringify(left)}`],
    [Object.keys(all.others).length === 0, `other answers: ${JSON.stringify(all.others)}`],
    [all.withoutRetryAfter === 0, `${all.withoutRetryAfter} refusals without Retry-After`],
    [peak.refused.requests > 0, "nothing was refused: this was no overload"],
    [peak.accepted.p99 <= mostP99Ms, `p99 of a 202 under the flood: ${peak.accepted.p99} ms`],
    [peak.refused.p99 <= mostRefusalP99Ms, `p99 of a refusal under the flood: ${peak.refused.p99} ms`],
    [
      after.accepted.p99 <= calm.accepted.p99 * mostSlower + slackMs,
      `p99 10 s after: ${after.accepted.p99} ms, before ${calm.accepted.p99} ms`,
    ],
    [restedMb <= calm.residentMb * mostMoreMemory, `memory at rest: ${restedMb} MB, before ${calm.residentMb} MB`],
  ];
  const problems = [...scene.unexpectedEnds, ...claims.filter(([holds]) => !holds).map(([, problem]) => problem)];
  return { stretches, texts, problems };
}

function mergeInto(all: FloodRecord, record: FloodRecord): void {
  all.withoutRetryAfter += record.withoutRetryAfter;
  for (const [what, count] of Object.entries(record.others)) all.others[what] = (all.others[what] ?? 0) + count;
}

function describe(name: string, { accepted, refused }: FloodRecord, lastsMs: number, residentMb: number): Stretch {
  const shown = (latenciesMs: readonly number[], share: number): number => Math.round(quantile(latenciesMs, share));
  return {
    name,
    accepted: {
      requests: accepted.length,
      perSecond: Math.round((accepted.length * 1_000) / lastsMs),
      p50: shown(accepted, 0.5),
      p99: shown(accepted, 0.99),
    },
    refused: { requests: refused.length, p50: shown(refused, 0.5), p99: shown(refused, 0.99) },
    residentMb,
  };
}

async function memoryMb({ processes }: TortureScene): Promise<number> {
  return Math.round((await residentBytes(processes.edge.pid ?? 0)) / bytesPerMb);
}

/** What came of it, as a table. */
export function overloadTable({ stretches, texts }: OverloadResult): string {
  const rows = stretches.map(({ name, accepted, refused, residentMb }) => [
    name,
    accepted.requests,
    accepted.perSecond,
    accepted.p50,
    accepted.p99,
    refused.requests,
    refused.p99,
    residentMb,
  ]);
  const head = ["", "202", "a second", "p50, ms", "p99, ms", "429 and 503", "p99, ms", "edge, MB"];
  const table = [head, head.map((_, index) => (index === 0 ? "---" : "---:")), ...rows];
  return [
    ...table.map((row) => `| ${row.join(" | ")} |`),
    "",
    `${texts.accepted} texts accepted, ${texts.atSmscs} at the SMSCs, ${texts.lost} lost, ${texts.twice} there twice`,
  ].join("\n");
}
