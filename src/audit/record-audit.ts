import { insertAuditEntry } from "../db/audit-log.ts";
import { createIdFactory } from "../ids.ts";
import { logError } from "../log.ts";

/** What was done, as noun and past participle, such as `key.revoked`. */
export type AuditAction = `${string}.${string}`;

export interface AuditEntry {
  /** A person by their e-mail, an operator by the name they gave, or the id of the API key that asked for it. */
  actor: string;
  /** The account that was changed; null where it is no account's, such as routes. */
  accountId: string | null;
  action: AuditAction;
  /** The id of what it was done to. */
  subject: string;
  /** What there was and what there is, in short and without secrets; left out where there was, or is, nothing. */
  before?: object;
  after?: object;
}

const ids = createIdFactory(Date.now, (bytes) => crypto.getRandomValues(bytes));

/**
 * Puts a change that was made on record. The change stands whether or not this succeeds, so it never throws: what the
 * database did not take is an error in the log, whole.
 */
export async function recordAudit(env: Pick<Env, "DB">, entry: AuditEntry): Promise<void> {
  const row = {
    id: ids.next("audit"),
    atMs: Date.now(),
    actor: entry.actor,
    accountId: entry.accountId,
    action: entry.action,
    subject: entry.subject,
    before: toJson(entry.before),
    after: toJson(entry.after),
  };
  try {
    await insertAuditEntry(env.DB, row);
  } catch (error) {
    logError("audit.record_failed", error, { entry: JSON.stringify(row) });
  }
}

/** Longest summary that is kept; what is longer is cut down to its field names. */
const characterLimit = 20_000;

function toJson(summary: object | undefined): string | null {
  if (summary === undefined) return null;
  const json = JSON.stringify(summary);
  return json.length <= characterLimit
    ? json
    : JSON.stringify({ fields: Object.keys(summary), characters: json.length });
}
