import { describe, expect, test } from "vitest";
import { type AlarmNotice, mailBody, textMessage, webhookBody } from "../../../src/alarms/notice.ts";
import { alarmRules } from "../../../src/alarms/rules.ts";
import { planText } from "../../../src/sms/plan-text.ts";

const notice: AlarmNotice = {
  type: "raised",
  atMs: Date.UTC(2026, 10, 21, 3, 5),
  alarm: {
    id: "alm_01JD3Q8Z6V4K0X9M2T7R5WANBC",
    rule: "delivery_rate",
    subject: "country/<CO>",
    accountId: null,
    severity: "critical",
    value: 45,
    baseline: 95,
    raiseAt: 15,
    raisedAtMs: Date.UTC(2026, 10, 21, 3, 5),
    clearedAtMs: null,
    clearReason: null,
    detail: { deliveredPercent: 50, usualPercent: 95, messages: 80 },
  },
};

test("a webhook has type, timestamp and data", () => {
  expect(JSON.parse(webhookBody(notice))).toMatchObject({
    type: "alarm.raised",
    timestamp: "2026-11-21T03:05:00.000Z",
    data: {
      id: notice.alarm.id,
      rule: "delivery_rate",
      unit: "points",
      summary: "critical: fewer messages are delivered than usual (country/<CO>)",
      raisedAt: "2026-11-21T03:05:00.000Z",
      clearedAt: null,
      detail: { messages: 80 },
    },
  });
});

test("a mail says the same to people, and its HTML is escaped", () => {
  const mail = JSON.parse(mailBody(notice, ["night@example.com"])) as Record<string, string | string[]>;
  expect(mail["to"]).toEqual(["night@example.com"]);
  expect(mail["text"]).toContain("45 points; raised at 15 points.");
  expect(mail["html"]).toContain("(country/&lt;CO&gt;)");
  expect(mail["html"]).not.toContain("<CO>");
});

describe.each(alarmRules)("a text about %s", (rule) => {
  test("is one segment", () => {
    const subject = `endpoint/acc_01JD3Q8Z6V4K0X9M2T7R5WANBC/whe_01JD3Q8Z6V4K0X9M2T7R5WANBC`;
    const text = textMessage({ ...notice, alarm: { ...notice.alarm, rule, subject } });
    expect(planText(text, {})).toMatchObject({ ok: true, encoding: "gsm7", segmentCount: 1 });
  });
});
