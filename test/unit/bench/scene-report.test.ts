import { expect, it } from "vitest";
import { sceneReport } from "../../../bench/report.ts";
import type { Scene, Subject, Turn } from "../../../bench/support/scene.ts";

const settings = { rounds: 3, seconds: 1, texts: null, clients: 1, rate: 1, accounts: 1, backlog: 1 };

const scene: Scene = {
  id: "x",
  title: "Two gateways",
  about: () => "What happens.",
  columns: [{ key: "textsPerSecond", head: "texts/s", digits: 0 }],
  ratioOf: "textsPerSecond",
  baseline: "B",
  subjects: () => [],
};

function subject(name: string): Subject {
  return { name, durable: "nothing", isKannel: false, measure: () => Promise.reject(new Error("not run")) };
}

function turn(textsPerSecond: number, cpuSeconds: number): Turn {
  return {
    figures: { textsPerSecond },
    use: { texts: 1_000, processes: { gateway: { cpuSeconds, residentMebibytes: 20 } } },
  };
}

it("shows medians with their spread, ratios within each round, and who used what", () => {
  const subjects = [
    { subject: subject("A"), turns: [turn(2_000, 0.1), turn(3_000, 0.2), turn(900, 0.3)] },
    { subject: subject("B"), turns: [turn(1_000, 0.5), turn(1_000, 0.5), turn(300, 0.5)] },
  ];
  const report = sceneReport({ scene, subjects }, settings);
  expect(report).toContain("| A | nothing | 2,000 (900–3,000) | 3.00 (2.00–3.00) |");
  expect(report).toContain("| B | nothing | 1,000 (300–1,000) | 1.00 (1.00–1.00) |");
  expect(report).toContain("| A | gateway | 200 (100–300) | 20 (20–20) |");
});

it("has no ratio where there is nothing to compare with", () => {
  const report = sceneReport({ scene, subjects: [{ subject: subject("A"), turns: [turn(2_000, 0.1)] }] }, settings);
  expect(report).toContain("| A | nothing | 2,000 |");
  expect(report).not.toContain("ratio");
});
