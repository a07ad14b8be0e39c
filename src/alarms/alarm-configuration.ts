import { recordAudit } from "../audit/record-audit.ts";
import type { ConfigChange } from "../configuration/config-change.ts";
import { type ConfigSubject, findConfigVersion, insertConfigVersion } from "../db/config-versions.ts";
import { type Result, fail, ok } from "../errors.ts";
import { type RuleOverrides, type AllRuleSettings, withOverrides } from "./rules.ts";
import type { AlarmTarget } from "./target.ts";

const rulesSubject = { kind: "alarm-rules", subjectId: "" } as const satisfies ConfigSubject;
const targetsSubject = { kind: "alarm-targets", subjectId: "" } as const satisfies ConfigSubject;

/** What operators say of alarms, and which version it is; 0 where they have said nothing. */
export interface Versioned<T> {
  version: number;
  value: T;
}

/** What differs from the rules that are built in. */
export async function findOverrides(env: Pick<Env, "DB">): Promise<Versioned<RuleOverrides>> {
  const row = await findConfigVersion(env.DB, rulesSubject);
  return { version: row?.version ?? 0, value: row === null ? {} : (JSON.parse(row.body) as RuleOverrides) };
}

/** The rules in force. */
export async function getRules(env: Pick<Env, "DB">): Promise<Versioned<AllRuleSettings>> {
  const { version, value } = await findOverrides(env);
  return { version, value: withOverrides(value) };
}

export async function findTargets(env: Pick<Env, "DB">): Promise<Versioned<AlarmTarget[]>> {
  const row = await findConfigVersion(env.DB, targetsSubject);
  return { version: row?.version ?? 0, value: row === null ? [] : (JSON.parse(row.body) as AlarmTarget[]) };
}

/** Stores rules that were checked. Errors: version_conflict. */
export function insertOverrides(
  env: Pick<Env, "DB">,
  overrides: RuleOverrides,
  change: ConfigChange,
): Promise<Result<number>> {
  return insert(env, rulesSubject, overrides, change, { action: "alarm_rules.changed", after: overrides });
}

/** Stores targets that were checked; `summary` is what the audit log has of them. Errors: version_conflict. */
export function insertTargets(
  env: Pick<Env, "DB">,
  targets: readonly AlarmTarget[],
  summary: object,
  change: ConfigChange,
): Promise<Result<number>> {
  return insert(env, targetsSubject, targets, change, { action: "alarm_targets.changed", after: summary });
}

async function insert(
  env: Pick<Env, "DB">,
  subject: typeof rulesSubject | typeof targetsSubject,
  body: object,
  { author, note, expectedVersion, nowMs }: ConfigChange,
  { action, after }: { action: "alarm_rules.changed" | "alarm_targets.changed"; after: object },
): Promise<Result<number>> {
  const version = { ...subject, activeFromMs: nowMs, createdAtMs: nowMs, author, note, body: JSON.stringify(body) };
  const row = await insertConfigVersion(env.DB, version, expectedVersion);
  if (row === null) return fail("version_conflict");
  await recordAudit(env, {
    actor: author,
    accountId: null,
    action,
    subject: subject.kind,
    after: { version: row.version, note, ...after },
  });
  return ok(row.version);
}
