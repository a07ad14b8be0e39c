import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import { call, problemOf } from "../http/support/api.ts";
import { makeAccount } from "../support/accounts.ts";

describe("replays of ranges", () => {
  it("are ten at once, at most, in an account", async ({ expect }) => {
    const { id, key } = await makeAccount();
    const made = await call("POST", "/v1/webhooks", { key, body: { url: "https://example.com/" } });
    const { id: endpointId } = made.body as { id: string };
    await runInDurableObject(env.ACCOUNT.getByName(id), (_object, { storage }) => {
      for (let count = 0; count < 10; count++) {
        storage.sql.exec("INSERT INTO replays VALUES (?, ?, 0, 1, 0)", `rpl_${count}`, endpointId);
      }
    });
    const body = { from: "2026-01-01T00:00:00Z" };
    const answer = await call("POST", `/v1/webhooks/${endpointId}/replay`, { key, body });
    expect(problemOf(answer).code).toBe("limit_reached");
  });
});
