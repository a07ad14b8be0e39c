import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { createRoute, z } from "@hono/zod-openapi";
import { describe, it } from "vitest";
import { createApp } from "../../../src/http/app.ts";
import type { Operation } from "../../../src/http/operation.ts";
import { problem, problemResponses } from "../../../src/http/problem.ts";
import { fail } from "../../../src/errors.ts";
import { json } from "../../../src/http/respond.ts";
import { readApiDocument } from "../../support/openapi.ts";

function operationAt(path: string, more: Partial<Operation>): Operation {
  return {
    route: createRoute({
      method: "get",
      path,
      operationId: path.slice(1),
      summary: "Say hello",
      description: "To whoever asks.",
      request: { query: z.object({ name: z.string().optional() }) },
      responses: { 200: { description: "Hello." }, ...problemResponses("not_found") },
    }),
    handle: (c) => (c.req.query("name") === "nobody" ? problem(c, fail("not_found").error) : json(200, {})),
    ...more,
  };
}

const app = createApp([
  operationAt("/old", { deprecated: { since: "2026-11-21", sunset: "2027-11-21", successor: "/new" } }),
  operationAt("/new", {}),
]);

async function get(path: string): Promise<Response> {
  const ctx = createExecutionContext();
  const answer = await app.fetch(new Request(`https://edge.test${path}`), env, ctx);
  await waitOnExecutionContext(ctx);
  return answer;
}

describe("an operation that is deprecated", () => {
  it.for(["/old", "/old?name=nobody"])("says so on every answer: %s", async (path, { expect }) => {
    const { headers } = await get(path);
    expect(headers.get("deprecation")).toBe(`@${Date.UTC(2026, 10, 21) / 1_000}`);
    expect(headers.get("sunset")).toBe("Sun, 21 Nov 2027 00:00:00 GMT");
    expect(headers.get("link")).toBe('</new>; rel="successor-version"');
  });

  it("says so in the document", async ({ expect }) => {
    const { operations } = readApiDocument(await (await get("/openapi.json")).json());
    const [old, successor] = operations;
    expect(old).toMatchObject({
      deprecated: true,
      description: "Deprecated: gone after 2027-11-21; use `/new`. To whoever asks.",
    });
    expect(successor).toMatchObject({ deprecated: false, description: "To whoever asks." });
  });

  it("is the only one that says so", async ({ expect }) => {
    const { headers } = await get("/new");
    expect([headers.get("deprecation"), headers.get("sunset"), headers.get("link")]).toEqual([null, null, null]);
  });
});
