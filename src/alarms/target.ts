import type { SigningKey } from "../webhooks/endpoint.ts";
import { type AlarmRule, type AlarmSeverity, alarmSeverities } from "./rules.ts";

export const targetLimit = 10;

/** To whom alarms are told. What it has in secrets is encrypted under CREDENTIALS_KEY. */
export type AlarmTarget = RequestTarget | TextTarget;

interface TargetShape {
  /** Chosen by operators. */
  id: string;
  enabled: boolean;
  /** What it is told of; null for everything. */
  rules: AlarmRule[] | null;
  leastSeverity: AlarmSeverity;
}

/** A signed request: of kind `email` in the form that mail APIs take. */
export interface RequestTarget extends TargetShape {
  kind: "webhook" | "email";
  url: string;
  /** Recipients; none of a webhook. */
  to: string[];
  keys: SigningKey[];
  /** Names of the headers that go with it, and all of them, encrypted JSON. */
  headerNames: string[];
  sealedHeaders: string | null;
}

/** A text through an account of the operators' choice, when an alarm is raised. */
export interface TextTarget extends TargetShape {
  kind: "text";
  accountId: string;
  /** The API key it is sent with, encrypted, and what it ends in. */
  sealedKey: string;
  keyLastFour: string;
  from: string;
  to: string[];
}

/** A target as operators write it. */
export type TargetInput = RequestTargetInput | TextTargetInput;

export interface RequestTargetInput extends TargetShape, Pick<RequestTarget, "kind" | "url" | "to"> {
  /** Left out, they stay what they are as long as the URL's origin does. */
  headers?: Record<string, string> | undefined;
  /** Whether it is to be signed with a new secret. */
  rotateSecret: boolean;
}

export interface TextTargetInput extends TargetShape, Pick<TextTarget, "kind" | "from" | "to"> {
  /** Left out, it stays what it is. */
  apiKey?: string | undefined;
}

/** Whether a target is told of an alarm of this rule. A text says that there is something, not that it is over. */
export function wants(
  target: AlarmTarget,
  { rule, severity }: { rule: AlarmRule; severity: AlarmSeverity },
  type: "raised" | "cleared",
): boolean {
  if (!target.enabled || (target.kind === "text" && type === "cleared")) return false;
  if (target.rules !== null && !target.rules.includes(rule)) return false;
  return alarmSeverities.indexOf(severity) >= alarmSeverities.indexOf(target.leastSeverity);
}
