import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryDirectory } from "../../support/temporary-directory.ts";
import { ctl, fakeEdge } from "./fake-edge.ts";

const routes = {
  version: 3,
  activeFrom: "2026-11-21T10:00:10.000Z",
  createdAt: "2026-11-21T10:00:00.000Z",
  author: "maria",
  note: null,
  rules: [
    {
      id: "colombia",
      priority: 100,
      match: { destinationPrefixes: ["57"] },
      targets: [
        { carrierId: "one", weight: 1 },
        { carrierId: "two", weight: 1 },
      ],
      strategy: "priority",
      failover: { on: [] },
      enabled: true,
    },
  ],
};

function file(content: unknown): string {
  const name = join(temporaryDirectory(), "file.json");
  writeFileSync(name, typeof content === "string" ? content : JSON.stringify(content));
  return name;
}

describe("ctl routes", () => {
  it("shows routes as a table, or as they came", async () => {
    const edge = await fakeEdge(routes);
    const shown = await ctl(edge, "routes", "show");
    expect(shown).toMatchObject({ status: 0, errors: "" });
    expect(shown.output).toMatch(/^version\s+3$/m);
    expect(shown.output).toMatch(/^colombia\s+100\s+yes\s+destinationPrefixes 57\s+priority\s+one, two$/m);
    expect(edge.requests[0]).toMatchObject({
      method: "GET",
      path: "/admin/v1/routes",
      headers: { authorization: "Bearer secret", "x-heliograph-author": "maria" },
    });
    expect(JSON.parse((await ctl(edge, "routes", "show", "2", "--json")).output)).toEqual(routes);
    expect(edge.requests[1]?.path).toBe("/admin/v1/routes/versions/2");
  });

  it("stores what it has shown before, changed, and only over the version it was", async () => {
    const edge = await fakeEdge(routes);
    const args = ["--note", "tonight", "--if-version", "3", "--author", "jo"];
    expect(await ctl(edge, "routes", "set", file(routes), ...args)).toMatchObject({ status: 0 });
    expect(edge.requests[0]).toMatchObject({
      method: "PUT",
      path: "/admin/v1/routes",
      headers: { "if-match": '"3"', "x-heliograph-author": "jo" },
      body: { rules: routes.rules, note: "tonight" },
    });
    await ctl(edge, "routes", "set", file(routes), "--if-version", "0");
    expect(edge.requests[1]?.headers).toMatchObject({ "if-none-match": "*" });
  });

  it("tells what routes would do", async () => {
    const edge = await fakeEdge({
      dryRun: true,
      version: 3,
      total: 10_000,
      sampled: true,
      moved: 40,
      moves: [{ from: "one", to: null, count: 40, examples: [] }],
      otherRule: 0,
      after: { unrouted: 40 },
    });
    const { output } = await ctl(edge, "routes", "set", file({ rules: [] }), "--dry-run");
    expect(edge.requests[0]?.path).toBe("/admin/v1/routes?dryRun=true");
    expect(output).toMatch(/^taken by no rule\s+40$/m);
    expect(output).toMatch(/^one\s+nowhere\s+40$/m);
    expect(output).toContain("10000, and there were more");
  });

  it("lists versions, and says how to go on", async () => {
    const edge = await fakeEdge({ data: [routes], nextCursor: "abc" });
    const { output } = await ctl(edge, "routes", "versions", "--limit", "1");
    expect(edge.requests[0]?.path).toBe("/admin/v1/routes/versions?limit=1");
    expect(output).toMatch(/^3\s+2026-11-21T10:00:10.000Z\s+maria\s+-$/m);
    expect(output).toContain("--cursor abc");
  });

  it("goes back to a version", async () => {
    const edge = await fakeEdge(routes);
    await ctl(edge, "routes", "revert", "1", "--note", "no good");
    expect(edge.requests[0]).toMatchObject({
      method: "POST",
      path: "/admin/v1/routes/revert",
      body: { version: 1, note: "no good" },
    });
    expect(await ctl(edge, "routes", "revert", "last")).toMatchObject({ status: 1, errors: "last is no version.\n" });
  });

  it("tells what changed between two versions", async () => {
    const changed = [{ ruleId: "rest", fields: [{ path: "priority", before: 5, after: 9 }] }];
    const edge = await fakeEdge({ from: 1, to: 2, added: ["new"], removed: [], changed, reordered: false });
    const { output } = await ctl(edge, "routes", "diff", "1", "2");
    expect(edge.requests[0]?.path).toBe("/admin/v1/routes/versions/1/diff?with=2");
    expect(output).toMatch(/^\+\s+new$/m);
    expect(output).toMatch(/^~\s+rest\s+priority\s+5\s+9$/m);
  });

  it("explains a route", async () => {
    const edge = await fakeEdge({
      version: 3,
      ruleId: "rest",
      problem: null,
      carriers: ["two"],
      facts: { country: "CO", operator: null },
      rules: [
        { ruleId: "rest", priority: 900, verdict: "chosen" },
        {
          ruleId: "otp",
          priority: 100,
          verdict: "not_matched",
          unmet: { condition: "lanes", wanted: ["otp"], actual: "normal" },
        },
      ],
    });
    const { output } = await ctl(
      edge,
      "routes",
      "explain",
      "--from",
      "Elibom",
      "--to",
      "+573001234567",
      "--text",
      "hola",
    );
    expect(edge.requests[0]?.body).toEqual({ from: "Elibom", to: "+573001234567", text: "hola" });
    expect(output).toMatch(/^otp\s+100\s+not_matched\s+lanes \["otp"\], not normal$/m);
    expect((await ctl(edge, "routes", "explain", "--from", "Elibom")).status).toBe(1);
  });
});

describe("ctl", () => {
  it("makes accounts and lists dead letters", async () => {
    const edge = await fakeEdge({ id: "acc_1", name: "Acme", apiKey: { id: "key_1", key: "hg_secret" } });
    const made = await ctl(edge, "accounts", "create", "Acme");
    expect(edge.requests[0]).toMatchObject({ method: "POST", path: "/admin/v1/accounts", body: { name: "Acme" } });
    expect(made.output).toMatch(/^key\s+hg_secret$/m);
    const letters = await fakeEdge({ data: [], nextCursor: null });
    expect((await ctl(letters, "dead-letters", "list")).output).toBe("ID  KIND  ATTEMPTS  BYTES  DIED\n");
  });

  it("says what the edge found wrong, field by field", async () => {
    const edge = await fakeEdge(
      {
        code: "invalid_routes",
        detail: "The routes contradict themselves.",
        requestId: "req_1",
        errors: [{ path: "rules.0.targets.0.carrierId", message: "There is no carrier none." }],
      },
      400,
    );
    expect(await ctl(edge, "routes", "set", file({ rules: [] }))).toEqual({
      status: 1,
      output: "",
      errors:
        "The routes contradict themselves. (invalid_routes, 400)\n  rules.0.targets.0.carrierId: There is no carrier none.\n",
    });
  });

  it("names the request where the edge is at fault", async () => {
    const edge = await fakeEdge({ code: "internal_error", detail: "Something.", requestId: "req_1" }, 500);
    expect((await ctl(edge, "carriers", "list")).errors).toContain("req_1");
  });

  it.for<[string, string[], RegExp]>([
    ["a command there is not", ["routes", "burn"], /no command routes burn/],
    ["a word too few", ["carriers", "show"], /^Usage: carriers show ID/],
    ["a flag there is not", ["carriers", "list", "--fast"], /--fast/],
    ["a file there is not", ["routes", "set", "/nowhere/routes.json"], /cannot be read/],
    ["an author no header can carry", ["carriers", "list", "--author", "María"], /--author/],
  ])("refuses %s before it asks", async ([, args, message]) => {
    const edge = await fakeEdge({});
    const { status, errors } = await ctl(edge, ...args);
    expect(status).toBe(1);
    expect(errors).toMatch(message);
    expect(edge.requests).toEqual([]);
  });

  it("refuses a file that is not what it should be", async () => {
    const edge = await fakeEdge({});
    for (const content of ["{", { rule: [] }, { rules: {} }]) {
      expect((await ctl(edge, "routes", "set", file(content))).status).toBe(1);
    }
    expect(edge.requests).toEqual([]);
  });

  it("says so where there is no edge, no key, or something else in its place", async () => {
    expect((await ctl(null, "carriers", "list")).errors).toMatch(/HELIOGRAPH_EDGE_URL/);
    expect((await ctl(null, "carriers", "list", "--edge", "http://x.test")).errors).toMatch(/HELIOGRAPH_ADMIN_KEY/);
    expect((await ctl({ url: "http://127.0.0.1:1" }, "carriers", "list")).errors).toMatch(/cannot be reached/);
    expect((await ctl(await fakeEdge("<html>", 502), "carriers", "list")).errors).toMatch(/answered 502/);
    expect((await ctl(await fakeEdge({ data: 1 }), "carriers", "list")).errors).toMatch(/does not know/);
  });

  it("asks once: whether to try again is for a person to say", async () => {
    const edge = await fakeEdge({ code: "overloaded", detail: "Too much at once.", requestId: "req_1" }, 503);
    expect(await ctl(edge, "accounts", "create", "Acme")).toMatchObject({ status: 1, output: "" });
    expect(edge.requests).toHaveLength(1);
  });

  it("says so where no request can carry the key", async () => {
    const edge = await fakeEdge({});
    const { status, errors } = await ctl(edge, "carriers", "list", "--key", "two\nlines");
    expect(status).toBe(1);
    expect(errors).toMatch(/^http:\/\/127\.0\.0\.1:\d+ cannot be reached: /);
    expect(edge.requests).toEqual([]);
  });

  it("tells all there is with --help", async () => {
    const { status, output } = await ctl(null, "--help");
    expect(status).toBe(0);
    expect(output).toContain("routes explain --from A --to B");
  });
});
