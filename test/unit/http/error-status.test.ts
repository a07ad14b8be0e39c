import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { errorTable } from "../../../src/errors.ts";
import { errorStatus } from "../../../src/http/error-status.ts";

const documented = /^\| `(?<code>\w+)` \| (?<status>\d+) \| (?<again>yes|no) \| (?<message>.+) \|$/gm;

describe("error codes", () => {
  it("are documented as they are", async () => {
    const text = await readFile(new URL("../../../docs/error-codes.md", import.meta.url), "utf8");
    const inDocument = Array.from(text.matchAll(documented), ({ groups }) => ({ ...groups }));
    const inCode = Object.entries(errorTable).map(([code, { retryable, message }]) => ({
      code,
      status: String(new Map<string, number>(Object.entries(errorStatus)).get(code)),
      again: retryable ? "yes" : "no",
      message,
    }));
    expect(inDocument).toEqual(inCode);
  });
});
