import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import { type AcceptReply, anywhere } from "../../../src/accounts/account.ts";
import { nextDayMs, nextMonthMs } from "../../../src/accounts/periods.ts";
import type { AcceptedText, DraftText } from "../../../src/messages/message.ts";
import { type TestAccount, acceptTexts, makeAccount, makeDraft } from "../support/accounts.ts";

function accept(account: TestAccount, ...drafts: Partial<DraftText>[]): Promise<AcceptReply> {
  return acceptTexts(account, { texts: drafts.map(makeDraft) });
}

/** What became of each draft: "ok", or why it was refused. */
function outcomes(reply: AcceptReply): string[] {
  if (!reply.ok) throw new Error(reply.error.code);
  return reply.items.map((item) => ("error" in item ? item.error : "ok"));
}

describe("caps", () => {
  it("let through what fits, text by text, and say when they open again", async ({ expect }) => {
    const account = await makeAccount({ limits: { dailySegments: 5 } });
    const reply = await accept(account, { segmentCount: 3 }, { segmentCount: 3 }, { segmentCount: 2 }, {});
    expect(outcomes(reply)).toEqual(["ok", "cap_reached", "ok", "cap_reached"]);
    const refused = reply.ok ? reply.items[1] : undefined;
    const secondsLeft = Math.ceil((nextDayMs(Date.now()) - Date.now()) / 1_000);
    expect(refused).toMatchObject({ retryAfterSeconds: expect.closeTo(secondsLeft, -2) as unknown });
  });

  it("hold over a restart, and count nothing that was refused", async ({ expect }) => {
    const account = await makeAccount({ limits: { monthlySegments: 2, maxSegmentsPerMessage: 1 } });
    expect(outcomes(await accept(account, { segmentCount: 2 }, {}))).toEqual(["too_many_segments", "ok"]);
    await evictDurableObject(env.ACCOUNT.getByName(account.id));
    expect(outcomes(await accept(account, {}, {}))).toEqual(["ok", "cap_reached"]);
  });

  it("say the later moment where both are reached", async ({ expect }) => {
    const account = await makeAccount({ limits: { dailySegments: 0, monthlySegments: 0 } });
    const reply = await accept(account, {});
    const secondsLeft = Math.ceil((nextMonthMs(Date.now()) - Date.now()) / 1_000);
    expect(reply.ok && reply.items[0]).toMatchObject({
      error: "cap_reached",
      retryAfterSeconds: expect.closeTo(secondsLeft, -2) as unknown,
    });
  });
});

describe("destinations", () => {
  it("that are not allowed are refused, and only those", async ({ expect }) => {
    const account = await makeAccount({
      allowedDestinations: { ...anywhere, countries: ["CO"], deniedPrefixes: ["57999"] },
    });
    const reply = await accept(account, { to: "+573001234567" }, { to: "+525512345678" }, { to: "+579991234567" });
    expect(outcomes(reply)).toEqual(["ok", "destination_not_allowed", "destination_not_allowed"]);
  });
});

describe("a suspended account", () => {
  it("takes nothing", async ({ expect }) => {
    const account = await makeAccount({ status: "suspended" });
    expect(await accept(account, {})).toMatchObject({ ok: false, error: { code: "account_suspended" } });
  });
});

describe("defaults", () => {
  it("are what a text does not say itself", async ({ expect }) => {
    const account = await makeAccount({ defaults: { validForSeconds: 60, onUnknown: "fail" } });
    await runInDurableObject(env.ACCOUNT.getByName(account.id), (object, state) => {
      const texts = [makeDraft(), makeDraft({ onUnknown: "wait", timing: { validForMs: 600_000 } })];
      object.accept([{ key: account.presented, texts }]);
      const { body } = state.storage.sql.exec<{ body: string }>("SELECT body FROM outbox").one();
      const [first, second] = JSON.parse(body) as AcceptedText[];
      expect([first?.onUnknown, second?.onUnknown]).toEqual(["fail", "wait"]);
      expect((second?.validUntilMs ?? 0) - (first?.validUntilMs ?? 0)).toBe(540_000);
    });
  });
});
