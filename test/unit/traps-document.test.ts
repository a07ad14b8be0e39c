import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const root = new URL("../../", import.meta.url);

/** The numbered rows of docs/traps.md, cell by cell. */
const rows = readFileSync(new URL("docs/traps.md", root), "utf8")
  .split("\n")
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .filter(([, number]) => /^\d+$/.test(number ?? ""));

test("every trap of the 37 has a row", () => {
  expect(rows.map(([, number]) => Number(number))).toEqual(Array.from({ length: 37 }, (_, index) => index + 1));
});

describe.each(rows.map(([, number = "", , where = "", tests = ""]) => ({ number, where, tests })))(
  "trap $number",
  ({ where, tests }) => {
    test("is met in files there are", () => {
      const missing = Array.from(where.matchAll(/`([^`]+\.ts)`/g), ([, path = ""]) => path).filter(
        (path) => !existsSync(new URL(path, root)),
      );
      expect(missing).toEqual([]);
    });

    test("names tests there are", () => {
      const claims = tests.split(";").map((claim) => ({
        path: /`([^`]+)`/.exec(claim)?.[1] ?? claim,
        names: Array.from(claim.matchAll(/"([^"]+)"/g), ([, name = ""]) => name),
      }));
      const missing = claims.flatMap(({ path, names }) => {
        const file = new URL(`test/${path}`, root);
        const source = existsSync(file) ? readFileSync(file, "utf8") : undefined;
        return source === undefined ? [path] : names.filter((name) => !source.includes(name));
      });
      expect(missing).toEqual([]);
    });
  },
);
