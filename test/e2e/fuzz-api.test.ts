import { expect, test } from "vitest";
import { runApiFuzz } from "./fuzz-api/run-fuzz-api.ts";

const seed = Number(process.env["FUZZ_SEED"] ?? Math.floor(Math.random() * 1_000_000));

test(`whatever is asked, the answer is one that the document has (seed ${seed})`, async () => {
  const figures = await runApiFuzz({ requests: 1_500, seed });
  expect(figures.faults, `seed ${seed}`).toEqual([]);
  expect(figures.requests).toBe(1_500);
  expect(figures.operations.answered).toBeGreaterThan(figures.operations.all / 2);
});
