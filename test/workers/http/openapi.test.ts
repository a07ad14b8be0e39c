import { z } from "@hono/zod-openapi";
import { describe, it } from "vitest";
import { operations } from "../../../src/http/operations.ts";
import { call } from "./support/api.ts";
import { listWith } from "./support/matchers.ts";

const responseSchema = z.object({ content: z.record(z.string(), z.object({ schema: z.unknown() })).optional() });
const operationSchema = z.object({
  operationId: z.string(),
  summary: z.string(),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  responses: z.record(z.string(), responseSchema),
});
const documentSchema = z.object({
  openapi: z.string(),
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
  components: z.object({
    schemas: z.record(z.string(), z.unknown()),
    securitySchemes: z.record(
      z.string(),
      z.union([
        z.object({ type: z.literal("http"), scheme: z.literal("bearer") }),
        z.object({ type: z.literal("apiKey"), in: z.literal("cookie") }),
      ]),
    ),
  }),
});

async function readDocument() {
  const answer = await call("GET", "/openapi.json");
  return { answer, document: documentSchema.parse(answer.body) };
}

/** The value of every field of this name in a document. */
function everywhere(field: string, value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === field && typeof inner === "string" ? [inner] : everywhere(field, inner),
  );
}

describe("GET /openapi.json", () => {
  it("is OpenAPI 3.1 and has every operation, each with an id of its own", async ({ expect }) => {
    const { answer, document } = await readDocument();
    expect(answer.headers.get("content-type")).toBe("application/json");
    expect(document.openapi).toBe("3.1.0");
    const described = Object.values(document.paths).flatMap((methods) => Object.values(methods));
    expect(described).toHaveLength(operations.length);
    expect(new Set(described.map(({ operationId }) => operationId)).size).toBe(operations.length);
  });

  it("says of every operation what comes of it, good and bad, and who may", async ({ expect }) => {
    const { document } = await readDocument();
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const { operationId, responses, security } of Object.values(methods)) {
        const statuses = Object.keys(responses);
        expect(
          statuses.some((status) => /^(101|2..)$/.test(status)),
          operationId,
        ).toBe(true);
        const problems = statuses.filter((status) => /^[45]/.test(status));
        expect(problems, operationId).toEqual(listWith("500", "503"));
        for (const status of problems) {
          expect(responses[status]?.content?.["application/problem+json"]?.schema, `${operationId} ${status}`).toEqual({
            $ref: "#/components/schemas/Problem",
          });
        }
        for (const requirement of security) {
          expect(document.components.securitySchemes).toHaveProperty(Object.keys(requirement));
        }
        // Who signs in has no session yet.
        const open = path === "/healthz" || path.startsWith("/operators/");
        const signsIn = /^\/(auth\/(sign-|two-factor\/verify-)|people\/v1\/invitations\/)/.test(path);
        expect(security.length === 0 ? open || signsIn : !open, operationId).toBe(true);
        if (!signsIn) expect(statuses.includes("401"), operationId).toBe(security.length > 0);
      }
    }
  });

  it("refers only to what it has", async ({ expect }) => {
    const { answer, document } = await readDocument();
    const refs = new Set(everywhere("$ref", answer.body));
    expect(refs.size).toBeGreaterThan(10);
    for (const ref of refs) {
      expect(Object.keys(document.components.schemas), ref).toContain(ref.replace("#/components/schemas/", ""));
    }
    expect(refs).toContain("#/components/schemas/BatchMessage");
  });

  it("has patterns that any reader of JSON Schema can use", async ({ expect }) => {
    const patterns = everywhere("pattern", (await readDocument()).answer.body);
    expect(patterns.length).toBeGreaterThan(2);
    for (const pattern of patterns) {
      expect(() => new RegExp(pattern, "u")).not.toThrow();
      expect(pattern).toMatch(/^\^.*\$$/s);
    }
  });

  it("has examples that its own schemas accept", ({ expect }) => {
    const bodies = operations.flatMap(({ route }) => {
      const content = route.request?.body?.content["application/json"];
      const schema = content !== undefined && "schema" in content ? content.schema : undefined;
      return schema instanceof z.ZodType ? [{ schema, path: route.path }] : [];
    });
    expect(bodies.length).toBeGreaterThan(4);
    for (const { schema, path } of bodies) {
      const example: unknown = schema.meta()?.["example"];
      if (example !== undefined) expect(schema.safeParse(example).success, path).toBe(true);
    }
  });
});
