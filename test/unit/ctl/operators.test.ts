import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryDirectory } from "../../support/temporary-directory.ts";
import { ctl, fakeEdge } from "./fake-edge.ts";

const csv = "prefix,operator\n57300,732-101\n";
const version = { version: 2, activeFrom: "2026-11-21", author: "maria", note: null, ranges: 1 };

function csvFile(): string {
  const name = join(temporaryDirectory(), "ranges.csv");
  writeFileSync(name, csv);
  return name;
}

describe("ctl operators", () => {
  it("stores a table as it is, and shows it as it can be stored again", async () => {
    const edge = await fakeEdge(version);
    const { output } = await ctl(edge, "operators", "set", csvFile(), "--note", "new ranges", "--if-version", "1");
    expect(output).toMatch(/^ranges\s+1$/m);
    expect(edge.requests[0]).toMatchObject({
      method: "PUT",
      path: "/admin/v1/operators?note=new+ranges",
      headers: { "content-type": "text/csv", "if-match": '"1"' },
      body: csv,
    });
    const shown = await fakeEdge({ ...version, rows: [{ prefix: "57300", operator: "732-101" }] });
    expect((await ctl(shown, "operators", "show", "2")).output).toBe(csv);
    expect(shown.requests[0]?.path).toBe("/admin/v1/operators/versions/2");
  });

  it("tells what a table would do, and what changed", async () => {
    const diff = { added: 1, removed: 0, changed: 0, examples: [{ prefix: "57300", before: null, after: "732-101" }] };
    const trial = { dryRun: true, version: 1, ranges: 1, diff, total: 9, sampled: true, otherOperator: 4, moved: 2 };
    const edge = await fakeEdge(trial);
    const { output } = await ctl(edge, "operators", "set", csvFile(), "--dry-run");
    expect(edge.requests[0]?.path).toBe("/admin/v1/operators?dryRun=true");
    expect(output).toContain("1 added, 0 removed, 0 changed");
    expect(output).toMatch(/^57300\s+-\s+732-101$/m);
    expect(output).toMatch(/^to another carrier\s+2$/m);
    const compared = await fakeEdge({ from: 1, to: 2, added: 0, removed: 0, changed: 0, examples: [] });
    expect((await ctl(compared, "operators", "diff", "1", "2")).output).toBe("They are the same.\n");
  });

  it("lists versions and goes back", async () => {
    const edge = await fakeEdge({ data: [version], nextCursor: null });
    expect((await ctl(edge, "operators", "versions")).output).toMatch(/^2\s+2026-11-21\s+maria\s+-$/m);
    const back = await fakeEdge(version);
    await ctl(back, "operators", "revert", "1", "--note", "no good");
    expect(back.requests[0]).toMatchObject({
      path: "/admin/v1/operators/revert",
      body: { version: 1, note: "no good" },
    });
  });
});
