import { describe, it } from "vitest";
import { createdAccountSchema } from "../../../src/http/operations/accounts/account-schemas.ts";
import { call, problemOf } from "../http/support/api.ts";
import { aMessage } from "../http/support/messages.ts";
import { makeAccount } from "../support/accounts.ts";
import { balanceOf, makePaying, topUp } from "./scene.ts";

const makeChild = async (key: string) =>
  createdAccountSchema.parse((await call("POST", "/v1/accounts", { key, body: { name: "Child" } })).body);

describe("a sub-account", () => {
  it("of one that is charged sends nothing before it has a balance of its own", async ({ expect }) => {
    const parent = await makePaying({ limits: { maxSubAccounts: 1 }, senders: ["Elibom"] });
    const child = await makeChild(parent.key);
    const { key } = child.apiKey;
    const send = () => call("POST", "/v1/messages", { key, body: aMessage });
    expect(problemOf(await send()).code).toBe("insufficient_balance");
    expect(await balanceOf({ key })).toMatchObject({ currency: "EUR", balanceMicros: 0 });
    await topUp(child.id, 20_000);
    expect((await send()).status).toBe(202);
    expect(await balanceOf(parent)).toMatchObject({ balanceMicros: 1_000_000 });
  });

  it("of one that is not charged is not either", async ({ expect }) => {
    const parent = await makeAccount({ limits: { maxSubAccounts: 1 } });
    const child = await makeChild(parent.key);
    expect((await call("POST", "/v1/messages", { key: child.apiKey.key, body: aMessage })).status).toBe(202);
  });
});
