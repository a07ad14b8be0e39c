import { describe, it } from "vitest";
import { anEvent } from "./receiver.ts";
import { type SceneTools, withEndpoint } from "./with-endpoint.ts";

/** Rows that were written, without those of indexes. */
function rowsWritten({ storage }: SceneTools): number {
  return storage.sql.exec<{ rows: number }>("SELECT total_changes() AS rows").one().rows;
}

function logRows({ storage }: SceneTools): number {
  return storage.sql.exec<{ rows: number }>("SELECT count(*) AS rows FROM attempts").one().rows;
}

const chunk = (name: string) => Array.from({ length: 100 }, (_, index) => anEvent(`evt_${name}_${index}`));

describe("the rows an endpoint writes", () => {
  it("are one for a batch besides those of its chunk and of the log", async ({ expect }) => {
    await withEndpoint({ maxBatch: 100, concurrency: 1 }, async (scene, tools) => {
      const before = rowsWritten(tools);
      for (let number = 0; number < 10; number++) scene.add(`c${number}`, ...chunk(`${number}`));
      await scene.run();
      expect(scene.received).toHaveLength(10);
      // A chunk comes, and is done with; a batch is fixed.
      expect(rowsWritten(tools) - before - logRows(tools)).toBe(30);
    });
  });

  it("are two for all that was answered in the meantime, one request for each event or not", async ({ expect }) => {
    await withEndpoint({ concurrency: 4 }, async (scene, tools) => {
      const before = rowsWritten(tools);
      scene.add("c1", ...chunk("a"));
      await scene.run();
      expect(scene.received).toHaveLength(100);
      // The chunk comes and is done with, and what was kept of its progress goes.
      expect(rowsWritten(tools) - before - 3).toBeLessThanOrEqual(2 * logRows(tools));
    });
  });

  it("do not grow with the batches of the past", async ({ expect }) => {
    await withEndpoint({ maxBatch: 10, concurrency: 2 }, async (scene, { storage, restart }) => {
      const countBatches = () => storage.sql.exec<{ rows: number }>("SELECT count(*) AS rows FROM batches").one().rows;
      scene.add("c1", ...chunk("a"));
      await scene.run();
      const again = restart();
      const rows = countBatches();
      again.add("c2", ...chunk("b"));
      await again.run();
      expect(again.backlog.waiting).toBe(0);
      expect(countBatches()).toBe(rows);
    });
  });
});
