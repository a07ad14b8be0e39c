import type { Attack } from "./attack.ts";
import { attackBinds } from "./attack-binds.ts";
import { attackSimulator } from "./attack-simulator.ts";
import { binds, simulator } from "./smpp-victims.ts";
import type { SessionReport } from "./hostile-session.ts";
import { Tally } from "./tally.ts";
import type { Memory } from "./target.ts";
import { ucpBinds, ucpSimulator } from "./ucp-victims.ts";

const victims = {
  simulator: () => attackSimulator(simulator),
  binds: () => attackBinds(binds),
  "ucp-simulator": () => attackSimulator(ucpSimulator),
  "ucp-binds": () => attackBinds(ucpBinds),
} as const satisfies Record<string, () => Promise<Attack>>;
export type Victim = keyof typeof victims;
export const victimNames: readonly Victim[] = ["simulator", "binds", "ucp-simulator", "ucp-binds"];

export interface FuzzPlan {
  victim: Victim;
  cases: number;
  /** Between groups an honest session must be served. */
  groups: number;
  seed: number;
  /** Whether sessions that get nowhere are held too, after the last group. */
  stalls: boolean;
}

/** What so many hostile cases against one peer came to. */
export interface FuzzFigures extends FuzzPlan {
  seconds: number;
  sessions: number;
  strategies: Record<string, number>;
  endings: Record<SessionReport["ending"], number>;
  /** Sessions that the peer closed although it could still read them. */
  cutShort: number;
  slowestEndMs: number;
  /** After each group; the first is what the others are compared to. */
  memory: Memory[];
  /** What went wrong, with the seed of the session it went wrong in. */
  faults: string[];
}

const servedWithinMs = 30_000;

/** Attacks a peer in a process of its own. Ends early where that process dies, which is among the faults. */
export async function runFuzz(plan: FuzzPlan, onGroup: (text: string) => void = () => undefined): Promise<FuzzFigures> {
  const { victim, groups, seed } = plan;
  const tally = new Tally(seed);
  const memory: Memory[] = [];
  const startedMs = performance.now();
  const attack = await victims[victim]();
  try {
    for (let group = 1; group <= groups; group++) {
      await attack.target.whileAlive(attack.run(Math.ceil(plan.cases / groups), tally));
      await within(servedWithinMs, attack.target.whileAlive(attack.serves()));
      memory.push(await attack.target.ask("memory", "memory"));
      onGroup(`${victim}, group ${group} of ${groups}: ${tally.cases} cases, ${JSON.stringify(memory.at(-1))}`);
    }
    if (plan.stalls) {
      await attack.target.whileAlive(attack.stall(tally));
    }
    await attack.finish(tally);
  } catch (error) {
    tally.fault(error instanceof Error ? error.message : String(error));
  } finally {
    await attack.close();
  }
  const { cases, sessions, strategies, endings, cutShort, slowestEndMs, faults } = tally;
  const seconds = (performance.now() - startedMs) / 1_000;
  return { ...plan, seconds, cases, sessions, strategies, endings, cutShort, slowestEndMs, memory, faults };
}

async function within(limitMs: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no honest session was served within ${limitMs} ms`)), limitMs);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}
