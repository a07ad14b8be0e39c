import { type ApiDocument, type ApiOperation, type Schema, exampleOf, resolve } from "../../support/openapi.ts";
import type { Chance } from "./chance.ts";
import { hostileString } from "./hostile-values.ts";
import type { KnownIds } from "./known-ids.ts";
import { mutate } from "./mutate.ts";

export const kinds = ["valid", "mutated", "hostile"] as const;
export type Kind = (typeof kinds)[number];

export interface FuzzRequest {
  kind: Kind;
  operation: ApiOperation;
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string | Uint8Array | null;
}

export interface Keys {
  apiKey: string;
  operatorKey: string;
  connectorToken: string;
  /** The Cookie header of somebody who is signed in. */
  session: string;
}

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "PROPFIND"];
const exampleRecipient = "+573001234567";
const mediaTypes = [
  "text/plain",
  "application/xml",
  "multipart/form-data",
  "application/json; charset=utf-16",
  "",
  "text/csv",
];

/** A request of an operation: as the document has it, with a few things changed, or broken on purpose. */
export function makeRequest(document: ApiDocument, keys: Keys, ids: KnownIds, chance: Chance): FuzzRequest {
  const operation = chance.pick(document.operations);
  const kind = chance.pick<Kind>(["valid", "valid", "mutated", "mutated", "mutated", "hostile"]);
  const request = validRequest(document, operation, keys, ids, chance);
  if (kind === "valid") return request;
  const change = kind === "mutated" ? mutated : hostile;
  return { ...request, ...change(request, chance), kind };
}

function validRequest(
  { schemas }: ApiDocument,
  operation: ApiOperation,
  keys: Keys,
  ids: KnownIds,
  chance: Chance,
): FuzzRequest {
  const fill = (text: string): string =>
    harmless(ids.fill(text, (known) => chance.pick(known))).replaceAll(
      exampleRecipient,
      // Not always the same one: whoever opts out gets nothing any more.
      () => `+5730012345${chance.integer(10, 99)}`,
    );
  const query = new URLSearchParams();
  const headers: Record<string, string> = {};
  let path = operation.path;
  for (const { in: place, name, required, schema } of operation.parameters) {
    if (!required && (schema.example === undefined || chance.is(place === "header" ? 0.8 : 0.6))) continue;
    const value = fill(String(exampleOf(schema, schemas)));
    if (place === "path") path = path.replace(`{${name}}`, encodeURIComponent(value));
    else if (place === "query") query.set(name, value);
    else headers[name.toLowerCase()] = value;
  }
  const [[scheme] = []] = operation.security.map((requirement) => Object.keys(requirement) as (keyof Keys)[]);
  if (scheme === "session") Object.assign(headers, { cookie: keys.session, "sec-fetch-site": "same-origin" });
  else if (scheme !== undefined) headers["authorization"] = `Bearer ${keys[scheme]}`;
  const content = Object.entries(operation.requestBody?.content ?? {});
  let body: string | null = null;
  if (content.length > 0) {
    const [mediaType, { schema = {} }] = chance.pick(content);
    headers["content-type"] = mediaType;
    const value =
      mediaType === "application/json"
        ? JSON.stringify(vary(schema, schemas, chance))
        : String(exampleOf(schema, schemas));
    body = fill(value);
  }
  const search = query.size === 0 ? "" : `?${query.toString()}`;
  return { kind: "valid", operation, method: operation.method, path: path + search, headers, body };
}

/** The example of a body, with some of the fields besides that it may have. */
function vary(given: Schema, schemas: ApiDocument["schemas"], chance: Chance): unknown {
  const example = exampleOf(given, schemas);
  const { properties = {} } = resolve(given, schemas);
  if (typeof example !== "object" || example === null || Array.isArray(example)) return example;
  const extra = Object.entries(properties).filter(([name]) => !(name in example) && chance.is(0.15));
  return { ...example, ...Object.fromEntries(extra.map(([name, schema]) => [name, exampleOf(schema, schemas)])) };
}

/** No request leads to anybody else's machine. */
function harmless(text: string): string {
  return text
    .replaceAll(/https:\/\/[\w.-]*example\.(com|net|org)/g, "https://127.0.0.1:9")
    .replaceAll(/[\w.-]*example\.net/g, "127.0.0.1");
}

function mutated(request: FuzzRequest, chance: Chance): Partial<FuzzRequest> {
  const parts: (() => Partial<FuzzRequest>)[] = [
    () => mutatePath(request, chance),
    () => mutateHeader(request, chance),
  ];
  const { body } = request;
  if (typeof body === "string" && request.headers["content-type"] === "application/json") {
    const change = (): Partial<FuzzRequest> => {
      let value: unknown = JSON.parse(body);
      for (let times = chance.integer(1, 3); times > 0; times--) value = mutate(value, chance);
      return { body: JSON.stringify(value) ?? "null" };
    };
    return chance.is(0.8) ? change() : chance.pick(parts)();
  }
  return chance.pick(parts)();
}

/** A parameter of the path or the query in another spelling, or one that there is none of. */
function mutatePath({ path }: FuzzRequest, chance: Chance): Partial<FuzzRequest> {
  const [before = "", search] = path.split("?");
  const hostile = encodeURIComponent(hostileString(chance).toWellFormed().slice(0, 2_000));
  if (search !== undefined && chance.is(0.5)) {
    const names = [...new URLSearchParams(search).keys()];
    return { path: `${before}?${search}&${chance.pick([...names, "cursor", "limit"])}=${hostile}` };
  }
  if (chance.is(0.3))
    return { path: `${before}?${chance.pick(["limit", "cursor", "after", "dryRun", "x"])}=${hostile}` };
  const segments = before.split("/");
  const at = chance.integer(Math.min(3, segments.length - 1), segments.length - 1);
  return { path: segments.with(at, hostile).join("/") };
}

function mutateHeader({ headers }: FuzzRequest, chance: Chance): Partial<FuzzRequest> {
  const name = chance.pick([
    "if-match",
    "if-none-match",
    "idempotency-key",
    "x-request-id",
    "accept",
    "last-event-id",
    "x-heliograph-author",
  ]);
  const value = hostileString(chance)
    .replaceAll(/[^\x20-\x7e\xa0-\xff]/g, "?")
    .slice(0, 4_000);
  return { headers: { ...headers, [name]: value } };
}

function hostile(request: FuzzRequest, chance: Chance): Partial<FuzzRequest> {
  const { headers, body } = request;
  const text = typeof body === "string" ? body : "{}";
  const bytes = new TextEncoder().encode(text);
  const json = { ...headers, "content-type": "application/json" };
  return chance.pick<() => Partial<FuzzRequest>>([
    () => ({ method: chance.pick(methods) }),
    () => ({ headers: { ...headers, "content-type": chance.pick(mediaTypes) } }),
    () => ({
      headers: {
        ...headers,
        authorization: chance.pick([
          "",
          "Bearer ",
          `Bearer ${hostileString(chance).replaceAll(/[^\x21-\x7e]/g, "")}`,
          "Basic Og==",
        ]),
      },
    }),
    () => ({ headers: json, body: text.slice(0, chance.integer(0, text.length)) }),
    () => ({ headers: json, body: bytes.map((byte) => (chance.is(0.05) ? chance.integer(0, 255) : byte)) }),
    () => ({ headers: json, body: `${"[".repeat(20_000)}${"]".repeat(20_000)}` }),
    () => ({ headers: json, body: `{"a":"${"x".repeat(chance.pick([262_130, 300_000, 1_100_000]))}"}` }),
    () => ({ headers: json, body: text.replace("{", '{"__proto__":{"to":1},"to":1,"to":2,') }),
    () => ({ headers: json, body: chance.pick(["", "null", "0", '"text"', "[]", "\ufeff{}", "{}{}", "NaN"]) }),
    () => ({
      path: `${request.path}${chance.pick(["/", "//", "/%", "/%00", "/..", ";a=b", "%ff", "?limit=1&limit=2", "?cursor=e30", "?cursor=eyJhZnRlciI6IiJ9"])}`,
    }),
    () => ({ headers: { ...headers, cookie: "a".repeat(8_000), "x-forwarded-for": "'", range: "bytes=0-" } }),
  ])();
}
