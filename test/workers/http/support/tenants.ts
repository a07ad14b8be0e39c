import { type IdKind, idPrefixes } from "../../../../src/ids.ts";
import { type ApiDocument, type ApiOperation, exampleBody, readApiDocument } from "../../../support/openapi.ts";
import { insertAlarm } from "../../alarms/scene.ts";
import { chunkOf, consumeEvents, queuedText, stepOf } from "../../events/consumer.ts";
import { makePaying } from "../../money/scene.ts";
import { aHandset, aNumber, assign, receive, textFrom } from "../../inbound/scene.ts";
import { ids } from "../../support/scene.ts";
import { makeFor } from "../changes/change.ts";
import { call } from "./api.ts";
import { aMessage, insertMessage } from "./messages.ts";

const idPattern = /\b(?:[a-z]{2,3}_)[0-9A-HJKMNP-TV-Z]{26}\b/g;

/** An account that has one of everything that has a name. */
export interface Tenant {
  id: string;
  key: string;
  /** By the prefix of ids, or by the parameter of a path that is no id. */
  resources: Readonly<Record<string, string>>;
  /** What `key_` is below a sub-account's path. */
  subAccountKeyId: string;
}

export async function readDocument(): Promise<ApiDocument> {
  return readApiDocument((await call("GET", "/openapi.json")).body);
}

/** Makes an account with one of everything. What a new operation names, it has to be given here. */
export async function makeTenant(): Promise<Tenant> {
  const account = await makePaying({ limits: { maxSubAccounts: 3 } });
  const make = (path: string, body: unknown): Promise<string> => makeFor(account, path, body);
  const sendAt = new Date(Date.now() + 86_400_000).toISOString();
  const schedule = { name: "Daily", cron: "0 9 * * *", timeZone: "America/Bogota", messages: [aMessage] };
  const subAccountId = await make("/v1/accounts", { name: "Child" });
  const [number, peer, recipient] = [aNumber(), aHandset(), aHandset()];
  await assign(number, account.id);
  const [inboundId = ""] = await receive(textFrom(peer, number, "hola"));
  await call("POST", "/v1/suppressions", { key: account.key, body: { recipient } });
  await insertMessage(account.id);
  const job = endedJob(account);
  const eventId = await toldEvent(account);
  const alarmId = await insertAlarm({ accountId: account.id, subject: `account/${account.id}` });
  return {
    ...account,
    resources: {
      acc_: subAccountId,
      job_: await job,
      alm_: alarmId,
      key_: await make("/v1/keys", {}),
      mo_: inboundId,
      msg_: await make("/v1/messages", { ...aMessage, sendAt }),
      sch_: await make("/v1/schedules", schedule),
      whe_: await make("/v1/webhooks", { url: "https://example.com/heliograph" }),
      eventId,
      number,
      peer,
      recipient,
    },
    subAccountKeyId: await make(`/v1/accounts/${subAccountId}/keys`, { scopes: ["messages:read"] }),
  };
}

/** An event of the account's feed. */
async function toldEvent({ id: accountId, key }: { id: string; key: string }): Promise<string> {
  const text = await queuedText(accountId);
  await consumeEvents([chunkOf(stepOf(accountId, text.id, "sent"))]);
  const { body } = await call("GET", "/v1/events?type=message.sent", { key });
  const [event] = (body as { data: { id: string }[] }).data;
  if (event === undefined) throw new Error("the feed has no event");
  return event.id;
}

/** An export that has ended. */
async function endedJob(account: { key: string }): Promise<string> {
  const id = await makeFor(account, "/v1/messages/exports", { to: aHandset() });
  for (;;) {
    const { body } = await call("GET", `/v1/jobs/${id}`, { key: account.key });
    if ((body as { status: string }).status === "done") return id;
    await scheduler.wait(5);
  }
}

export interface TenantRequest {
  method: string;
  path: string;
  body?: unknown;
  mediaType: string;
  /** True where it names anything. */
  names: boolean;
}

/** The request the document shows; `nameOf` says what stands in the place of each id and of each other name in the path. */
export function requestOf(
  operation: ApiOperation,
  schemas: ApiDocument["schemas"],
  nameOf: (prefixOrParameter: string) => string,
): TenantRequest {
  let names = false;
  const replaceIds = (text: string): string =>
    text.replaceAll(idPattern, (id) => {
      names = true;
      return nameOf(id.slice(0, id.indexOf("_") + 1));
    });
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const { schema } =
      operation.parameters.find((parameter) => parameter.in === "path" && parameter.name === name) ?? {};
    if (typeof schema?.example !== "string") throw new Error(`${operation.operationId}: {${name}} needs an example`);
    const value = replaceIds(schema.example);
    if (value !== schema.example) return value;
    names = true;
    return encodeURIComponent(nameOf(name));
  });
  const query = new URLSearchParams();
  for (const { in: place, name, schema } of operation.parameters) {
    if (place !== "query" || typeof schema.example !== "string") continue;
    const value = replaceIds(schema.example);
    if (value !== schema.example) query.set(name, value);
  }
  const [mediaType = ""] = Object.keys(operation.requestBody?.content ?? {});
  const shown = exampleBody(operation, schemas);
  const body = shown === undefined ? undefined : (JSON.parse(replaceIds(JSON.stringify(shown))) as unknown);
  return {
    method: operation.method,
    path: query.size === 0 ? path : `${path}?${query.toString()}`,
    ...(body !== undefined && { body }),
    mediaType,
    names,
  };
}

/** What the tenant has of each kind that this operation names. */
export function namesOf(tenant: Tenant, operation: ApiOperation): (prefixOrParameter: string) => string {
  return (kind) => {
    if (kind === "key_" && operation.path.startsWith("/v1/accounts/{id}/")) return tenant.subAccountKeyId;
    const name = tenant.resources[kind];
    if (name === undefined) throw new Error(`${operation.operationId} names a ${kind}; makeTenant makes none`);
    return name;
  };
}

const kindOf = new Map<string, IdKind>(Object.entries(idPrefixes).map(([kind, prefix]) => [prefix, kind as IdKind]));

/** A name of this kind that is nobody's. */
export function inventedName(prefixOrParameter: string): string {
  const kind = kindOf.get(prefixOrParameter);
  if (kind !== undefined) return ids.next(kind);
  return prefixOrParameter === "number" ? aNumber() : aHandset();
}
