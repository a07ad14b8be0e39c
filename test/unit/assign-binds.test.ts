import { describe, expect, it } from "vitest";
import { preferredHolder } from "../../src/carriers/assign-binds.ts";

const connectors = ["a", "b", "c"].map((connectorId, journal) => ({ journal, connectorId }));
const binds = Array.from({ length: 300 }, (_, index) => `bind-${index}`);

const holders = (candidates: typeof connectors) =>
  binds.map((bindId) => preferredHolder("carrier", bindId, candidates)?.connectorId);

describe("who should hold a bind", () => {
  it("is nobody where nobody is there", () => {
    expect(preferredHolder("carrier", "b", [])).toBeNull();
  });

  it("spreads binds evenly over the connectors", () => {
    const counts = Object.values(Object.groupBy(holders(connectors), (holder) => holder ?? "")).map(
      (group) => group?.length ?? 0,
    );
    expect(counts).toHaveLength(3);
    for (const count of counts) expect(count).toBeGreaterThan(70);
  });

  it("does not depend on the order in which connectors are listed", () => {
    expect(holders(connectors.toReversed())).toEqual(holders(connectors));
  });

  it("moves only the binds of a connector that goes", () => {
    const before = holders(connectors);
    const after = holders(connectors.slice(0, 2));
    const moved = binds.filter((_, index) => before[index] !== after[index]);
    expect(moved).toEqual(binds.filter((_, index) => before[index] === "c"));
  });

  it("spreads single binds of many carriers too", () => {
    const chosen = Array.from(
      { length: 300 },
      (_, index) => preferredHolder(`carrier-${index}`, "b1", connectors)?.connectorId,
    );
    for (const id of ["a", "b", "c"]) expect(chosen.filter((holder) => holder === id).length).toBeGreaterThan(70);
  });
});
