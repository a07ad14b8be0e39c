import { type ApiDocument, type ApiOperation, exampleBody, readApiDocument } from "../../../support/openapi.ts";
import { makeAccount } from "../../support/accounts.ts";
import { makeFor } from "../changes/change.ts";
import { call } from "./api.ts";
import { aMessage, insertMessage } from "./messages.ts";

const idPattern = /\b(?:[a-z]{2,3}_)[0-9A-HJKMNP-TV-Z]{26}\b/g;

/** An account that has one of everything that has an id, by the ids' prefixes. */
export interface Tenant {
  id: string;
  key: string;
  /** What its paths may name; under a sub-account's path, `key_` is one of the sub-account's. */
  resources: Readonly<Record<string, string>>;
  subAccountKeyId: string;
}

export async function readDocument(): Promise<ApiDocument> {
  return readApiDocument((await call("GET", "/openapi.json")).body);
}

/** Makes an account with one of everything. What a new operation names by id, it has to be given here. */
export async function makeTenant(): Promise<Tenant> {
  const account = await makeAccount({ limits: { maxSubAccounts: 3 } });
  const make = (path: string, body: unknown): Promise<string> => makeFor(account, path, body);
  const sendAt = new Date(Date.now() + 86_400_000).toISOString();
  const schedule = { name: "Daily", cron: "0 9 * * *", timeZone: "America/Bogota", messages: [aMessage] };
  const subAccountId = await make("/v1/accounts", { name: "Child" });
  await insertMessage(account.id);
  return {
    ...account,
    resources: {
      acc_: subAccountId,
      key_: await make("/v1/keys", {}),
      msg_: await make("/v1/messages", { ...aMessage, sendAt }),
      sch_: await make("/v1/schedules", schedule),
      whe_: await make("/v1/webhooks", { url: "https://example.com/heliograph" }),
    },
    subAccountKeyId: await make(`/v1/accounts/${subAccountId}/keys`, { scopes: ["messages:read"] }),
  };
}

/** A request of an operation, in which `idOf` says what stands in the place of each id. */
export interface TenantRequest {
  method: string;
  path: string;
  body?: unknown;
  /** True where it names anything. */
  names: boolean;
}

/** The request the document shows, with ids of its own in the place of the document's. */
export function requestOf(
  operation: ApiOperation,
  schemas: ApiDocument["schemas"],
  idOf: (prefix: string) => string,
): TenantRequest {
  let names = false;
  const replaceIds = (text: string): string =>
    text.replaceAll(idPattern, (id) => {
      names = true;
      return idOf(id.slice(0, id.indexOf("_") + 1));
    });
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const { schema } =
      operation.parameters.find((parameter) => parameter.in === "path" && parameter.name === name) ?? {};
    if (typeof schema?.example !== "string") throw new Error(`${operation.operationId}: {${name}} needs an example`);
    const value = replaceIds(schema.example);
    if (value === schema.example) throw new Error(`${operation.operationId}: {${name}} names nothing of an account`);
    return value;
  });
  const query = new URLSearchParams();
  for (const { in: place, name, schema } of operation.parameters) {
    if (place !== "query" || typeof schema.example !== "string") continue;
    const value = replaceIds(schema.example);
    if (value !== schema.example) query.set(name, value);
  }
  const body = exampleBody(operation, schemas);
  return {
    method: operation.method,
    path: query.size === 0 ? path : `${path}?${query.toString()}`,
    ...(body !== undefined && { body: JSON.parse(replaceIds(JSON.stringify(body))) as unknown }),
    names,
  };
}

/** What the tenant has in the place of an id with this prefix in this operation. */
export function idsOf(tenant: Tenant, operation: ApiOperation): (prefix: string) => string {
  return (prefix) => {
    if (prefix === "key_" && operation.path.startsWith("/v1/accounts/{id}/")) return tenant.subAccountKeyId;
    const id = tenant.resources[prefix];
    if (id === undefined) throw new Error(`${operation.operationId} names a ${prefix}…; makeTenant makes none`);
    return id;
  };
}
