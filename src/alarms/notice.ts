import type { ClearReason } from "./evaluate.ts";
import { type AlarmRule, type AlarmSeverity, ruleDefinitions } from "./rules.ts";

/** What is told of an alarm: whole, so that it is the same however often it is tried. Times are epoch ms. */
export interface AlarmNotice {
  type: "raised" | "cleared" | "test";
  atMs: number;
  alarm: NoticedAlarm;
}

export interface NoticedAlarm {
  id: string;
  rule: AlarmRule;
  subject: string;
  accountId: string | null;
  severity: AlarmSeverity;
  value: number;
  baseline: number | null;
  raiseAt: number;
  raisedAtMs: number;
  clearedAtMs: number | null;
  clearReason: ClearReason | null;
  detail: Readonly<Record<string, unknown>> | null;
}

/** An alarm that is none, to try a target with. */
export function testNotice(id: string, nowMs: number): AlarmNotice {
  return {
    type: "test",
    atMs: nowMs,
    alarm: {
      id,
      rule: "carrier_down",
      subject: "carrier/test",
      accountId: null,
      severity: "warning",
      value: 1,
      baseline: null,
      raiseAt: 1,
      raisedAtMs: nowMs,
      clearedAtMs: null,
      clearReason: null,
      detail: null,
    },
  };
}

/** The body of a webhook, as Standard Webhooks have it. */
export function webhookBody({ type, atMs, alarm }: AlarmNotice): string {
  const { raisedAtMs, clearedAtMs, ...rest } = alarm;
  const data = {
    ...rest,
    unit: ruleDefinitions[alarm.rule].unit,
    summary: headline({ type, atMs, alarm }),
    raisedAt: new Date(raisedAtMs).toISOString(),
    clearedAt: clearedAtMs === null ? null : new Date(clearedAtMs).toISOString(),
  };
  return JSON.stringify({ type: `alarm.${type}`, timestamp: new Date(atMs).toISOString(), data });
}

/** The body of a request to a mail API. */
export function mailBody(notice: AlarmNotice, to: readonly string[]): string {
  const paragraphs = [headline(notice), ...facts(notice)];
  return JSON.stringify({
    to,
    subject: headline(notice),
    text: `${paragraphs.join("\n")}\n`,
    html: paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`).join(""),
  });
}

const textCharacters = 160;

/** In one segment of the default alphabet, which all of it is in. */
export function textMessage(notice: AlarmNotice): string {
  const { alarm } = notice;
  return `${headline(notice)}, ${clock(alarm.raisedAtMs)}. ${alarm.id}`.slice(0, textCharacters);
}

/** Such as "critical: a carrier cannot be reached (carrier/default)". */
function headline({ type, alarm }: AlarmNotice): string {
  const { title } = ruleDefinitions[alarm.rule];
  const state = type === "cleared" ? "over" : type === "test" ? "test" : alarm.severity;
  return `${state}: ${title} (${alarm.subject})`;
}

function facts({ type, alarm }: AlarmNotice): string[] {
  const { unit } = ruleDefinitions[alarm.rule];
  const measured = unit === "state" ? [] : [`${alarm.value} ${unit}; raised at ${alarm.raiseAt} ${unit}.`];
  const usual = alarm.baseline === null ? [] : [`Usual for this hour: ${alarm.baseline} percent delivered.`];
  const over =
    type === "cleared" && alarm.clearedAtMs !== null
      ? [`Over since ${clock(alarm.clearedAtMs)} (${alarm.clearReason ?? "recovered"}).`]
      : [];
  return [...measured, ...usual, `Raised at ${clock(alarm.raisedAtMs)} as ${alarm.id}, rule ${alarm.rule}.`, ...over];
}

function clock(timeMs: number): string {
  return `${new Date(timeMs).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
