import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import { operations } from "../../../src/http/operations.ts";
import { accountChanges } from "./changes/account-changes.ts";
import { alarmChanges } from "./changes/alarm-changes.ts";
import { carrierChanges } from "./changes/carrier-changes.ts";
import { type Changes, operatorKey } from "./changes/change.ts";
import { inboundChanges } from "./changes/inbound-changes.ts";
import { messagingChanges } from "./changes/messaging-changes.ts";
import { moneyChanges } from "./changes/money-changes.ts";
import { peopleChanges } from "./changes/people-changes.ts";
import { systemChanges } from "./changes/system-changes.ts";
import { call } from "./support/api.ts";

/** Operations that change no configuration: they send, or only answer a question. */
const changesNothing = [
  "sendMessage",
  "sendBatch",
  "importMessages",
  "previewMessage",
  "changeMessage",
  "cancelMessage",
  "cancelMessages",
  "testWebhook",
  "testAlarmTarget",
  "explainRoute",
  "startMessageImport",
  "cancelJob",
];

/** A request for each of the others. */
const changes: Changes = {
  ...accountChanges,
  ...carrierChanges,
  ...messagingChanges,
  ...moneyChanges,
  ...inboundChanges,
  ...peopleChanges,
  ...systemChanges,
  ...alarmChanges,
};

const writing = operations
  .filter(({ route }) => route.method !== "get" && /^\/(admin|v1)\//.test(route.path))
  .map(({ route, audit }) => ({ id: route.operationId ?? "", method: route.method.toUpperCase(), audit }));

describe("the audit log", () => {
  it("is told of by every operation that changes configuration", ({ expect }) => {
    const silent = writing.filter(({ audit }) => audit === undefined).map(({ id }) => id);
    expect(silent.filter((id) => !changesNothing.includes(id))).toEqual([]);
  });

  it.for(writing.filter(({ audit }) => audit !== undefined))(
    "has a row of $id",
    async ({ id, method, audit }, { expect }) => {
      const makeReady = changes[id];
      if (makeReady === undefined) throw new Error(`${id} needs a request in ./changes`);
      const { path, body, key, headers } = await makeReady();
      const author = crypto.randomUUID();
      const answer = await call(method, path, {
        key,
        ...(body !== undefined && { body }),
        headers: { ...headers, "x-heliograph-author": author },
      });
      expect([200, 201, 202, 204], JSON.stringify(answer.body)).toContain(answer.status);
      const { results } = await env.DB.prepare("SELECT actor, action FROM audit_log ORDER BY id DESC LIMIT 2").all<{
        actor: string;
        action: string;
      }>();
      expect(results.map(({ action }) => action)).toContain(audit);
      expect(results[0]?.actor).toMatch(key === operatorKey ? author : /^key_/);
    },
  );
});
