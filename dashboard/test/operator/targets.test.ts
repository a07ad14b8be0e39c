import { expect, test } from "vitest";
import { rulesOf, rulesValues, type StoredRule } from "../../src/pages/operator/alarms/rule-settings.ts";
import { inputOf, type Target, targetOf, targetValues } from "../../src/pages/operator/alarms/target-calls.ts";
import { changesOf, settingsValues } from "../../src/pages/operator/accounts/settings-values.ts";
import { sendersOf, sendersValues } from "../../src/pages/operator/accounts/sender-values.ts";
import type { Account } from "../../src/pages/operator/accounts/account-calls.ts";

const webhook: Target = {
  kind: "webhook",
  id: "duty",
  enabled: true,
  rules: ["carrier_down"],
  leastSeverity: "critical",
  url: "https://example.com/alarms",
  headers: ["authorization"],
};
const text: Target = {
  kind: "text",
  id: "phone",
  enabled: false,
  rules: null,
  leastSeverity: "warning",
  accountId: "acc_1",
  apiKey: "…abcd",
  from: "Elibom",
  to: ["+573001234567", "+573001234568"],
};

test("a target is sent again without what is only told of its secrets", () => {
  expect(inputOf(webhook)).not.toHaveProperty("headers");
  expect(inputOf(text)).not.toHaveProperty("apiKey");
  expect(inputOf(text)).not.toHaveProperty("accountId");
});

test("a target that nobody touched says what is stored", () => {
  expect(targetOf(targetValues(webhook), webhook)).toEqual(inputOf(webhook));
  expect(targetOf(targetValues(text), text)).toEqual(inputOf(text));
});

test("a rule's settings go through the form unchanged", () => {
  const settings = {
    enabled: true,
    severity: "critical" as const,
    raiseAt: 15.5,
    clearBelow: 8,
    raiseAfterMinutes: 5,
    clearAfterMinutes: 10,
    minimumVolume: 50,
  };
  const rule: StoredRule = {
    rule: "delivery_rate",
    title: "Delivery rate",
    unit: "points",
    settings,
    defaults: settings,
  };
  expect(rulesOf(rulesValues([rule]))).toEqual({ delivery_rate: settings });
});

test("an account's empty limits are any number, and lists are taken with commas", () => {
  const account = {
    name: "Elibom",
    limits: {
      segmentsPerSecond: 10,
      burstSegments: 20,
      maxSegmentsPerMessage: 10,
      maxWaitingMessages: 1_000,
      maxScheduledMessages: 1_000,
      dailySegments: null,
      monthlySegments: 5_000,
      maxSubAccounts: 0,
    },
    allowedDestinations: { countries: ["CO"], prefixes: [], deniedPrefixes: ["57900"] },
  } as unknown as Account;
  const values = settingsValues(account);
  expect(changesOf(values)).toEqual({
    name: account.name,
    limits: account.limits,
    allowedDestinations: account.allowedDestinations,
  });
  expect(changesOf({ ...values, countries: "co; ve", prefixes: "+1787" }).allowedDestinations).toMatchObject({
    countries: ["CO", "VE"],
    prefixes: ["1787"],
  });
});

test("senders keep their pools, and any sender has none", () => {
  const stored = {
    senders: [{ address: "Elibom", status: "active" as const, countries: ["CO"], kind: "alphanumeric" as const }],
    senderPools: [{ name: "all", senders: ["Elibom"] }],
  };
  const values = sendersValues(stored);
  expect(sendersOf(values, stored)).toEqual({
    senders: [{ address: "Elibom", status: "active", countries: ["CO"] }],
    senderPools: stored.senderPools,
  });
  expect(sendersOf({ ...values, isOpen: true }, stored)).toEqual({ senders: null, senderPools: [] });
});
