import { readFileSync } from "node:fs";
import { Registry } from "prom-client";
import { describe, expect, test } from "vitest";
import { createFamilies } from "../../../connector/metrics-families.ts";
import { registerResponseTimes } from "../../../connector/metrics-histogram.ts";
import { edgeFamilies } from "../../../src/metrics/edge-families.ts";

const folder = new URL("../../../docs/observability/", import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, folder), "utf8");

/** Metrics by name, as a scrape has them: a histogram is three. */
async function exportedNames(): Promise<Set<string>> {
  const registry = new Registry();
  createFamilies(registry);
  registerResponseTimes(registry, () => new Map());
  const ofConnector = (await registry.getMetricsAsJSON()).map(({ name, type }) => ({ name, type: String(type) }));
  const ofEdge = edgeFamilies({ counts: [], carriers: [], deadLetters: 0, alarms: [] });
  return new Set(
    [...ofConnector, ...ofEdge].flatMap(({ name, type }) =>
      type === "histogram" ? ["bucket", "sum", "count"].map((part) => `${name}_${part}`) : [name],
    ),
  );
}

/** The metrics that expressions name. */
function namesIn(text: string): Set<string> {
  return new Set(text.match(/\bheliograph_[a-z_]+/g));
}

describe.each(["grafana-dashboard.json", "alerts.yaml"])("%s", (file) => {
  test("names only metrics that are exported", async () => {
    const names = namesIn(read(file));
    expect(names.size).toBeGreaterThan(10);
    const exported = await exportedNames();
    expect([...names].filter((name) => !exported.has(name))).toEqual([]);
  });
});

test("the dashboard is JSON whose panels have names, places and questions", () => {
  const { panels } = JSON.parse(read("grafana-dashboard.json")) as {
    panels: { id: number; title: string; type: string; targets?: { expr: string }[] }[];
  };
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  expect(panels.filter(({ title }) => title === "")).toEqual([]);
  expect(panels.filter(({ type, targets = [] }) => targets.length > 0 !== (type !== "row"))).toEqual([]);
});

test("the edge's metrics are all in the operators' guide", () => {
  const guide = readFileSync(new URL("../operations.md", folder), "utf8");
  const missing = edgeFamilies({ counts: [], carriers: [], deadLetters: 0, alarms: [] }).filter(
    ({ name }) => !guide.includes(`\`${name.replace("heliograph_", "")}\``),
  );
  expect(missing.map(({ name }) => name)).toEqual([]);
});
