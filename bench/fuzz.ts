import { parseArgs } from "node:util";
import type { FuzzFigures } from "../test/peers/fuzz/run-fuzz.ts";
import { runFuzz, victimNames } from "../test/peers/fuzz/run-fuzz.ts";

const help = `npm run fuzz -- [flags]

  --cases N         hostile cases against each (100000)
  --groups N        groups they come in, with an honest session after each (5)
  --seed N          the same cases again (a random one)
  --victim NAME     ${victimNames.join(", ")} (all)
  --help            this text
`;

const { values } = parseArgs({
  options: {
    cases: { type: "string", default: "100000" },
    groups: { type: "string", default: "5" },
    seed: { type: "string", default: String(Math.floor(Math.random() * 1_000_000)) },
    victim: { type: "string" },
    help: { type: "boolean" },
  },
});

if (values.help === true) {
  console.log(help);
} else {
  await fuzz();
}

async function fuzz(): Promise<void> {
  const plan = { cases: Number(values.cases), groups: Number(values.groups), seed: Number(values.seed), stalls: true };
  console.error(`seed ${plan.seed}`);
  const chosen = victimNames.filter((name) => values.victim === undefined || values.victim === name);
  for (const victim of chosen) {
    const figures = await runFuzz({ ...plan, victim }, (text) => console.error(text));
    console.log(tableOf(figures));
    for (const fault of figures.faults) {
      console.log(`FAULT ${fault}`);
      process.exitCode = 1;
    }
  }
}

function tableOf(figures: FuzzFigures): string {
  const { victim, seed, cases, sessions, endings, cutShort, slowestEndMs, memory, seconds, faults, strategies } =
    figures;
  const mebibytes = (pick: "liveBytes" | "residentBytes"): string =>
    memory.map((measured) => (measured[pick] / 2 ** 20).toFixed(1)).join(" → ");
  const rows = [
    ["hostile cases", cases.toLocaleString("en")],
    ["seed", String(seed)],
    ["sessions", sessions.toLocaleString("en")],
    ["of these: last question answered", endings.answered.toLocaleString("en")],
    ["of these: closed by the peer", endings.closed.toLocaleString("en")],
    ["of these: closed before a frame was broken", cutShort.toLocaleString("en")],
    ["of these: frozen", endings.frozen.toLocaleString("en")],
    ["slowest end", `${Math.round(slowestEndMs)} ms`],
    ["live memory after each group", `${mebibytes("liveBytes")} MiB`],
    ["resident memory after each group", `${mebibytes("residentBytes")} MiB`],
    ["time", `${seconds.toFixed(0)} s`],
    ["faults", String(faults.length)],
  ];
  const counts = Object.entries(strategies).map(([name, count]) => `${name} ${count}`);
  const table = [[victim, "figure"], ["---", "---:"], ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
  return `\n${table}\n\n${counts.join(", ")}\n`;
}
