import { type BilledUnit, type MeterReading, billedUnits } from "../../src/meter/meter.ts";
import { prices } from "../../src/meter/prices.ts";
import type { SceneBill } from "./bill-scene.ts";

const unitNames: Readonly<Record<BilledUnit, string>> = {
  workerRequest: "Worker requests",
  objectRequest: "object requests",
  webSocketMessage: "object requests, WebSocket messages",
  objectSecond: "object seconds",
  objectRowRead: "object rows read",
  objectRowWritten: "object rows written",
  queueOperation: "queue operations",
  d1RowRead: "D1 rows read",
  d1RowWritten: "D1 rows written",
  r2ClassAOperation: "R2 class A operations",
  r2ClassBOperation: "R2 class B operations",
};

/** Dollars for a million texts. */
export function dollarsPerMillion(readings: readonly MeterReading[], texts: number): number {
  return readings.reduce((sum, { unit, amount }) => sum + (amount / texts) * prices[unit].dollarsPerMillion, 0);
}

/** Scenes beside each other: dollars per million texts by unit, then by place. */
export function billTables(bills: readonly SceneBill[]): string {
  const head = ["", ...bills.map(({ scene }) => scene)];
  const places = new Set(bills.flatMap(({ readings }) => readings.map(({ place }) => place)));
  const row = (name: string, select: (reading: MeterReading) => boolean, isCount: boolean): string[] => [
    name,
    ...bills.map(({ readings, texts }) => cell(readings.filter(select), texts, isCount)),
  ];
  const byUnit = billedUnits.map((unit) => row(unitNames[unit], (reading) => reading.unit === unit, true));
  const byPlace = [...places].sort().map((place) => row(place, (reading) => reading.place === place, false));
  return [
    "Dollars per million texts (units per text)",
    table([head, ...byUnit, row("**all**", () => true, false)]),
    "By place",
    table([head, ...byPlace]),
    ...bills.flatMap((bill) => [`${bill.scene}: where it goes`, details(bill)]),
  ].join("\n\n");
}

function details({ readings, texts }: SceneBill): string {
  const priced = readings
    .map((reading) => ({ reading, dollars: dollarsPerMillion([reading], texts) }))
    .filter(({ dollars }) => dollars >= 0.005)
    .sort((one, other) => other.dollars - one.dollars);
  return table([
    ["place", "operation", "unit", "per text", "$"],
    ...priced.map(({ reading: { place, operation, unit, amount }, dollars }) => [
      place,
      operation,
      unitNames[unit],
      (amount / texts).toFixed(3),
      dollars.toFixed(3),
    ]),
  ]);
}

function cell(readings: readonly MeterReading[], texts: number, isCount: boolean): string {
  const dollars = dollarsPerMillion(readings, texts).toFixed(2);
  if (!isCount) return dollars;
  const amount = readings.reduce((sum, reading) => sum + reading.amount, 0) / texts;
  return amount === 0 ? "–" : `${dollars} (${amount.toFixed(3)})`;
}

function table(rows: readonly string[][]): string {
  const [head = [], ...body] = rows;
  return [head, head.map((_, index) => (index === 0 ? "---" : "---:")), ...body]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}
