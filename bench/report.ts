import type { Settings } from "./support/gateway.ts";
import type { Column, Scene, Subject, Turn } from "./support/scene.ts";
import { median } from "./support/statistics.ts";

/** What a scene's subjects did: their turns in the order of the rounds. */
export interface SceneResult {
  scene: Scene;
  subjects: readonly { subject: Subject; turns: readonly Turn[] }[];
}

type SubjectResult = SceneResult["subjects"][number];

/** A scene in Markdown: medians with the least and the most of the rounds, and each round's ratio to the baseline's. */
export function sceneReport(result: SceneResult, settings: Settings): string {
  const { scene, subjects } = result;
  const hasRatio = subjects.some((one) => baselineOf(result, one) !== undefined);
  const ratioHead = scene.columns.find(({ key }) => key === scene.ratioOf)?.head ?? scene.ratioOf;
  const columns = scene.columns.filter(({ key }) =>
    subjects.some(({ turns }) => turns.some(({ figures }) => key in figures)),
  );
  const head = ["", "on disk", ...columns.map((column) => column.head), ...(hasRatio ? [`ratio of ${ratioHead}`] : [])];
  const rows = subjects.map((one) => [
    one.subject.name,
    one.subject.durable,
    ...columns.map((column) => cell(one.turns, column)),
    ...(hasRatio ? [ratioCell(result, one)] : []),
  ]);
  const parts = [`### (${scene.id}) ${scene.title}`, scene.about(settings), table(head, rows, 2), useTable(subjects)];
  return parts.filter((part) => part !== "").join("\n\n");
}

function cell(turns: readonly Turn[], { key, digits }: Column): string {
  const values = turns.map(({ figures }) => figures[key]).filter((value) => value !== undefined);
  return values.length === 0 ? "–" : spread(values, digits);
}

function spread(values: readonly number[], digits: number): string {
  const shown = (value: number): string =>
    value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const middle = shown(median(values));
  return values.length === 1 ? middle : `${middle} (${shown(Math.min(...values))}–${shown(Math.max(...values))})`;
}

function baselineOf({ scene, subjects }: SceneResult, { subject }: SubjectResult): SubjectResult | undefined {
  const name = subject.baseline ?? scene.baseline;
  return subjects.find((other) => other.subject.name === name);
}

/** Both of a ratio are of the same round: what else the machine does falls on both. */
function ratioCell(result: SceneResult, one: SubjectResult): string {
  const baseline = baselineOf(result, one);
  const { ratioOf } = result.scene;
  if (baseline === undefined || one.turns.some(({ figures }) => !(ratioOf in figures))) return "–";
  const of = (turn: Turn | undefined): number => turn?.figures[ratioOf] ?? Number.NaN;
  return spread(
    one.turns.map((turn, round) => of(turn) / of(baseline.turns[round])),
    2,
  );
}

/** Who used how much CPU and memory. */
function useTable(subjects: readonly SubjectResult[]): string {
  const rows = subjects.flatMap(({ subject, turns }) => {
    const names = new Set(turns.flatMap(({ use }) => Object.keys(use?.processes ?? {})));
    return [...names].map((name) => {
      const uses = turns.flatMap(({ use }) => {
        const found = use?.processes[name];
        return use === undefined || found === undefined ? [] : [{ ...found, texts: use.texts }];
      });
      const cpu = uses.map(({ cpuSeconds, texts }) => (cpuSeconds / texts) * 1e6);
      const resident = uses.map(({ residentMebibytes }) => residentMebibytes);
      return [subject.name, name, spread(cpu, 0), spread(resident, 0)];
    });
  });
  return rows.length === 0 ? "" : table(["", "process", "CPU, µs a text", "resident, MiB"], rows, 2);
}

/** The first `words` columns are words, the others figures. */
function table(head: string[], rows: string[][], words: number): string {
  const line = head.map((_, index) => (index < words ? "---" : "---:"));
  return [head, line, ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
}
