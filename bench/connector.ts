import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { availableParallelism, cpus } from "node:os";
import { parseArgs } from "node:util";
import { startScript } from "./start-script.ts";
import type { SubmitLoadPlan, SubmitLoadResult } from "./support/submit-load-plan.ts";

const help = `npm run bench:connector -- [flags]

submit_sm per second of one connector process, beside a bare loop of npm smpp.

  --rounds N    times everything is measured, in turns; medians are shown (3)
  --seconds N   of each measurement (2)
  --help        this text
`;

/** Which client against which SMSC; each is a process. */
const pairs = {
  ours: { client: "ours", server: "smsc/main.ts" },
  bare: { client: "npm", server: "npm-smsc.ts" },
  npmClient: { client: "npm", server: "smsc/main.ts" },
} as const satisfies Record<string, { client: SubmitLoadPlan["client"]; server: string }>;
type Pair = keyof typeof pairs;

const shapes = [1, 4].flatMap((binds) => [1, 10, 100].map((windowSize) => ({ binds, windowSize })));
type Shape = (typeof shapes)[number];

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "3" },
    seconds: { type: "string", default: "2" },
    help: { type: "boolean" },
  },
});
if (values.help === true) {
  console.log(help);
} else {
  await bench(Number(values.rounds), Number(values.seconds));
}

async function bench(rounds: number, seconds: number): Promise<void> {
  const found = new Map<string, SubmitLoadResult[]>();
  for (let round = 1; round <= rounds; round++) {
    for (const shape of shapes) {
      for (const pair of ["ours", "bare", "npmClient"] as const) {
        const key = keyOf(pair, shape);
        found.set(key, [...(found.get(key) ?? []), await measure(pair, shape, seconds)]);
      }
    }
    console.error(`round ${round} of ${rounds}`);
  }
  const machine = `${availableParallelism()} cores, ${cpus()[0]?.model ?? "unknown"}, Node ${process.versions.node}`;
  console.log(`${rounds} rounds of ${seconds} s, medians; ${machine}\n\n${tableOf(found)}`);
}

async function measure(pair: Pair, shape: Shape, seconds: number): Promise<SubmitLoadResult> {
  const { client, server } = pairs[pair];
  const smsc = startScript(`support/${server}`, "");
  try {
    const [port] = (await once(smsc, "message")) as [number];
    const plan: SubmitLoadPlan = { client, port, ...shape, seconds };
    const load = startScript("support/submit-load.ts", JSON.stringify(plan));
    const [result] = (await Promise.race([once(load, "message"), failureOf(load)])) as [SubmitLoadResult];
    await ended(load);
    return result;
  } finally {
    smsc.kill("SIGKILL");
    await ended(smsc);
  }
}

async function failureOf(child: ChildProcess): Promise<never> {
  await ended(child);
  throw new Error("the load process failed");
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    await once(child, "exit");
  }
}

function keyOf(pair: Pair, { binds, windowSize }: Shape): string {
  return `${pair} ${binds} ${windowSize}`;
}

function tableOf(found: Map<string, SubmitLoadResult[]>): string {
  const rows = shapes.map((shape) => {
    const of = (pair: Pair, pick: keyof SubmitLoadResult): number => median(found.get(keyOf(pair, shape)) ?? [], pick);
    const ours = of("ours", "textsPerSecond");
    return [
      String(shape.binds),
      String(shape.windowSize),
      grouped(ours),
      grouped(of("bare", "textsPerSecond")),
      (ours / of("bare", "textsPerSecond")).toFixed(2),
      grouped(of("npmClient", "textsPerSecond")),
      (ours / of("npmClient", "textsPerSecond")).toFixed(2),
      of("ours", "cpuMicrosecondsPerText").toFixed(1),
      of("bare", "cpuMicrosecondsPerText").toFixed(1),
    ];
  });
  const head = [
    "binds",
    "window",
    "BindClient, lean SMSC: texts/s",
    "bare npm smpp loop: texts/s",
    "ratio",
    "npm smpp, lean SMSC: texts/s",
    "ratio",
    "BindClient: CPU µs/text",
    "npm smpp: CPU µs/text",
  ];
  return [head, head.map(() => "---:"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
}

function grouped(value: number): string {
  return Math.round(value).toLocaleString("en");
}

/** With an even number of results, the lower of the middle two. */
function median(results: SubmitLoadResult[], pick: keyof SubmitLoadResult): number {
  const sorted = results.map((result) => result[pick]).sort((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}
