import { describe, it } from "vitest";
import { type ApiOperation, type Schema, exampleBody, resolve } from "../../support/openapi.ts";
import { call } from "./support/api.ts";
import { readDocument } from "./support/tenants.ts";

// Holds the whole document to the same manners, operations to come included.

const { operations, schemas } = await readDocument();
const ofCustomers = operations.filter(({ path }) => path.startsWith("/v1/"));
const writing = operations.filter(({ parameters }) => parameters.some(({ name }) => name === "If-Match"));

/** Paths of fields that say neither what they are nor what they may look like. */
function unexplained(given: Schema, path: string, seen: readonly Schema[] = []): string[] {
  const schema = resolve(given, schemas);
  if (seen.includes(schema)) return [];
  const inside = [...seen, schema];
  const parts = [...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  if (schema.items !== undefined) parts.push(schema.items);
  return [
    ...parts.flatMap((part) => unexplained(part, path, inside)),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
      const inner = unexplained(field, `${path}.${name}`, inside);
      return isExplained(field) ? inner : [`${path}.${name}`, ...inner];
    }),
  ];
}

/** A list or an object without a word of its own is explained by what is in it. */
function isExplained(field: Schema): boolean {
  if (field.description !== undefined || field.example !== undefined || field.enum !== undefined) return true;
  if (field.items !== undefined) return isExplained(field.items);
  const { $ref, properties, allOf, anyOf, oneOf } = field;
  return [$ref, properties, allOf, anyOf, oneOf].some((structure) => structure !== undefined);
}

function bodiesOf({ requestBody, responses }: ApiOperation): Schema[] {
  const contents = [requestBody?.content ?? {}, ...Object.values(responses).map(({ content }) => content)];
  return contents.flatMap((content) => Object.values(content).flatMap(({ schema }) => schema ?? []));
}

describe("the document", () => {
  it.for(operations)("$operationId has a summary and a description", ({ summary, description }, { expect }) => {
    expect(summary).toMatch(/^[A-Z].*[^.]$/);
    expect(description).toMatch(/^[A-Z].*[.]$/s);
  });

  it.for(operations)("$operationId shows each parameter of its path", ({ parameters }, { expect }) => {
    const silent = parameters.filter(({ in: place, schema }) => place === "path" && !isExplained(schema));
    expect(silent.map(({ name }) => name)).toEqual([]);
  });

  it.for(ofCustomers)("$operationId explains every field", (operation, { expect }) => {
    expect(bodiesOf(operation).flatMap((schema) => unexplained(schema, ""))).toEqual([]);
    const silent = operation.parameters.filter(({ schema }) => !isExplained(schema));
    expect(silent.map(({ name }) => name)).toEqual([]);
  });

  it.for(operations.filter(({ requestBody }) => requestBody?.content["application/json"] !== undefined))(
    "$operationId shows a body",
    (operation, { expect }) => {
      expect(exampleBody(operation, schemas)).toBeTypeOf(
        operation.path.startsWith("/operators/") ? "string" : "object",
      );
    },
  );
});

describe("what is configured", () => {
  it.for(writing)("$operationId takes an ETag that can be read", ({ path }, { expect }) => {
    const noun = path.replace(/\/(drain|disable|activate|revert)$/, "").replace(/\/binds\/\{bindId\}$/, "");
    const read = operations.find((operation) => operation.method === "GET" && operation.path === noun);
    const list = operations.find(({ method, path: listed }) => method === "GET" && `${listed}/{id}` === noun);
    const tagged =
      read === undefined ? list !== undefined : Object.keys(read.responses["200"]?.headers ?? {}).includes("ETag");
    expect(tagged, `${noun} is read without an ETag`).toBe(true);
  });
});

describe("every answer", () => {
  it.for(operations)(
    "of $operationId has a request id, the caller's own where it is a good one",
    async (operation, { expect }) => {
      const path = operation.path.replaceAll(/\{\w+\}/g, "1");
      const own = "req_01JD3Q8Z6V0000000000000000";
      const answer = await call(operation.method, path, { headers: { "x-request-id": own } });
      expect(answer.headers.get("x-request-id")).toBe(own);
      const other = await call(operation.method, path, { headers: { "x-request-id": "mine" } });
      expect(other.headers.get("x-request-id")).toMatch(/^req_[0-9A-Z]{26}$/);
    },
  );
});
