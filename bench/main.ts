import { sceneReport, type SceneResult } from "./report.ts";
import { smscCeiling } from "./support/ceiling.ts";
import { environmentLine } from "./support/environment.ts";
import { FlagError, help, readFlags, type Flags } from "./support/flags.ts";
import type { Bench } from "./support/gateway.ts";
import { missingKannel } from "./support/kannel-package.ts";
import { keepResults, writeToDocument } from "./support/results.ts";
import type { Scene, Turn } from "./support/scene.ts";
import { Sink } from "./support/sink/sink.ts";
import { Smsc } from "./support/smsc/smsc.ts";

try {
  const flags = readFlags(process.argv.slice(2));
  if (flags === undefined) process.stdout.write(help);
  else await bench(flags);
} catch (error) {
  process.stderr.write(`${describe(error)}\n`);
  process.exitCode = 1;
}

async function bench(flags: Flags): Promise<void> {
  const at = new Date().toISOString();
  const environment = environmentLine();
  const obstacle = flags.withKannel ? await missingKannel() : null;
  if (obstacle !== null) process.stderr.write(`going on without Kannel: ${obstacle}\n`);
  const withKannel = flags.withKannel && obstacle === null;
  const smsc = await Smsc.start();
  const sink = await Sink.start();
  try {
    const ceiling = Math.round(await smscCeiling(smsc));
    const { rounds, seconds, texts } = flags.settings;
    const each = texts === null ? `${seconds} s` : `${texts.toLocaleString("en")} texts (${seconds} s at fixed rates)`;
    const settings = `${rounds} rounds in turns, ${each} each; median (least–most); the SMSC alone takes ${ceiling.toLocaleString("en")} submit_sm/s.`;
    const reports: string[] = [];
    const results: unknown[] = [];
    for (const scene of flags.scenes) {
      const result = await runScene(scene, { smsc, sink, settings: flags.settings }, withKannel);
      const report = `${sceneReport(result, flags.settings)}\n\n${environment} ${settings}`;
      reports.push(report);
      results.push({
        scene: scene.id,
        subjects: result.subjects.map(({ subject, turns }) => ({ name: subject.name, turns })),
      });
      process.stdout.write(`${report}\n\n`);
      const run = { at, environment, settings: flags.settings, smscSubmitsPerSecond: ceiling, results };
      process.stderr.write(`kept in ${await keepResults(at, run, `${reports.join("\n\n")}\n`)}\n`);
      if (flags.write) await writeToDocument(scene.id, report);
    }
  } finally {
    await Promise.all([smsc.stop(), sink.stop()]);
  }
}

/** A B A B: every subject once in each round, each time on processes of its own. */
async function runScene(scene: Scene, bench: Bench, withKannel: boolean): Promise<SceneResult> {
  const subjects = scene
    .subjects(bench.settings)
    .filter(({ isKannel }) => withKannel || !isKannel)
    .map((subject) => ({ subject, turns: [] as Turn[] }));
  for (let round = 1; round <= bench.settings.rounds; round++) {
    for (const { subject, turns } of subjects) {
      const turn = await subject.measure(bench);
      turns.push(turn);
      process.stderr.write(`(${scene.id}) round ${round}, ${subject.name}: ${JSON.stringify(turn.figures)}\n`);
    }
  }
  return { scene, subjects };
}

function describe(error: unknown): string {
  if (error instanceof FlagError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
