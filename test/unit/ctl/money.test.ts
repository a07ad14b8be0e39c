import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryDirectory } from "../../support/temporary-directory.ts";
import { ctl, fakeEdge } from "./fake-edge.ts";

const version = { id: "standard", version: 2, createdAt: "2026-11-21", author: "maria", note: null };
const priceList = {
  ...version,
  currency: "EUR",
  chargeOn: "submitted",
  defaultPriceMicros: null,
  rows: [{ prefix: "57", priceMicros: 7_000 }],
};
const line = {
  id: "led_1",
  type: "top_up",
  at: "2026-11-21",
  amountMicros: 5,
  balanceMicros: 5,
  messages: 0,
  reference: "invoice 7",
  author: "maria",
};

function file(content: unknown): string {
  const name = join(temporaryDirectory(), "file.json");
  writeFileSync(name, JSON.stringify(content));
  return name;
}

describe("ctl prices", () => {
  it("puts back what it shows, and says who has it", async () => {
    const edge = await fakeEdge({ ...priceList, pushed: { accounts: 3, failedAccountIds: ["acc_9"] } });
    expect((await ctl(edge, "prices", "show", "standard")).output).toMatch(/^57 +7000$/m);
    const set = await ctl(edge, "prices", "set", "standard", file(priceList), "--if-version", "2", "--note", "cheaper");
    expect(set.output).toMatch(/^not reached +acc_9$/m);
    const { currency, chargeOn, defaultPriceMicros, rows } = priceList;
    expect(edge.requests).toMatchObject([
      { method: "GET", path: "/admin/v1/prices/standard" },
      { method: "PUT", headers: { "if-match": '"2"' } },
    ]);
    expect(edge.requests[1]?.body).toEqual({ currency, chargeOn, defaultPriceMicros, rows, note: "cheaper" });
  });

  it("tries, compares, reverts, pushes and lists", async () => {
    const diff = {
      fields: [{ path: "chargeOn", before: "submitted", after: "delivered" }],
      added: 0,
      removed: 0,
      changed: 1,
      examples: [{ destination: "+57", before: 7_000, after: 8_000 }],
    };
    const [before, after] = [
      { costMicros: 10, unpriced: 0 },
      { costMicros: 12, unpriced: 1 },
    ];
    const edge = await fakeEdge({ ...diff, dryRun: true, version: 2, diff, total: 4, sampled: false, before, after });
    expect((await ctl(edge, "prices", "set", "standard", file(priceList), "--dry-run")).output).toMatch(
      /^micros after +12$/m,
    );
    expect((await ctl(edge, "prices", "diff", "standard", "1", "2")).output).toMatch(/^\+57 +7000 +8000$/m);
    const stored = await fakeEdge(priceList);
    await ctl(stored, "prices", "revert", "standard", "1");
    const pushed = await fakeEdge({ accounts: 2, failedAccountIds: [] });
    expect((await ctl(pushed, "prices", "push", "standard")).output).toMatch(/^accounts that have it +2$/m);
    const page = await fakeEdge({ data: [version], nextCursor: null });
    expect((await ctl(page, "prices", "list")).output).toMatch(/^standard +2 +2026-11-21 +maria +-$/m);
    await ctl(page, "prices", "versions", "standard");
    expect(
      [...edge.requests, ...stored.requests, ...pushed.requests, ...page.requests].map(({ path }) => path),
    ).toEqual([
      "/admin/v1/prices/standard?dryRun=true",
      "/admin/v1/prices/standard/versions/1/diff?with=2",
      "/admin/v1/prices/standard/revert",
      "/admin/v1/prices/standard/push",
      "/admin/v1/prices",
      "/admin/v1/prices/standard/versions",
    ]);
  });
});

describe("ctl money", () => {
  it("books a payment once for each reference", async () => {
    const edge = await fakeEdge(line);
    expect((await ctl(edge, "money", "top-up", "acc_1", "5", "invoice 7")).output).toMatch(/^balanceMicros +5$/m);
    await ctl(edge, "money", "adjust", "acc_1", "--", "-5", "mistake");
    expect((await ctl(edge, "money", "top-up", "acc_1", "5 EUR", "x")).errors).toMatch(/no number of millionths/);
    expect(edge.requests).toMatchObject([
      {
        method: "POST",
        path: "/admin/v1/accounts/acc_1/top-ups",
        headers: { "idempotency-key": "ctl:invoice_7" },
        body: { amountMicros: 5, reference: "invoice 7" },
      },
      { path: "/admin/v1/accounts/acc_1/adjustments", body: { amountMicros: -5, reference: "mistake" } },
    ]);
  });

  it("shows and sets how an account pays, and its ledger", async () => {
    const settings = { priceListId: "standard", creditLimitMicros: 0, lowBalanceMicros: null };
    const edge = await fakeEdge({ settings, priceListVersion: 2, balance: { balanceMicros: 9, creditLimitMicros: 0 } });
    expect((await ctl(edge, "money", "show", "acc_1")).output).toMatch(/^balanceMicros +9$/m);
    await ctl(edge, "money", "set", "acc_1", file(settings));
    expect(edge.requests[1]).toMatchObject({ method: "PUT", path: "/admin/v1/accounts/acc_1/money", body: settings });
    const page = await fakeEdge({ data: [line], nextCursor: null });
    expect((await ctl(page, "money", "ledger", "acc_1")).output).toMatch(/top_up +5 +5 +0 +invoice 7 +maria/);
  });
});

it("ctl usage shows what was sent", async () => {
  const edge = await fakeEdge({ data: [{ day: "2026-11-21", currency: "EUR", messages: 4 }] });
  expect((await ctl(edge, "usage", "show", "day", "--account", "acc_1")).output).toMatch(/^2026-11-21 +EUR +4$/m);
  expect(edge.requests[0]?.path).toBe("/admin/v1/usage?groupBy=day&account=acc_1");
});
