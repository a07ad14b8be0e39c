import { newIds } from "../accounts/new-ids.ts";
import type { PresentedKey } from "../accounts/presented-key.ts";
import { recordAudit } from "../audit/record-audit.ts";
import { type Result, ok } from "../errors.ts";
import { failFields } from "../field-errors.ts";
import { parseAddresses } from "../messages/parse-addresses.ts";
import { authorizeJob } from "./authorize-job.ts";
import type { ExportFilter, Job } from "./job.ts";

export interface StartExport {
  filter: ExportFilter;
  /** What was asked for, in the API's words. */
  request: Readonly<Record<string, string>>;
  claim: { key: string; fingerprint: string } | null;
  nowMs: number;
}

/**
 * Starts to write messages of the key's account into a file. What is accepted after that is not in it. Errors: unauthenticated, missing_scope,
 * invalid_recipient, invalid_sender, limit_reached, idempotency_key_reused.
 */
export async function startExport(
  env: Pick<Env, "ACCOUNT" | "DB" | "JOBS">,
  key: PresentedKey,
  { filter, request, claim, nowMs }: StartExport,
): Promise<Result<Job>> {
  const authorized = await authorizeJob(env, key, "message_export");
  if (!authorized.ok) return authorized;
  const { addresses, fields } = parseAddresses(filter);
  if (fields.length > 0) return failFields(fields);
  const createdBeforeMs = Math.min(filter.createdBeforeMs ?? nowMs, nowMs);
  const started = await env.JOBS.getByName(key.accountId).start(
    {
      id: newIds.next("job"),
      accountId: key.accountId,
      kind: "message_export",
      work: { kind: "message_export", filter: { ...filter, ...addresses, createdBeforeMs } },
      total: null,
      request,
      createdAtMs: nowMs,
      createdBy: authorized.value.keyId,
    },
    claim,
  );
  if (!started.ok) return started;
  await recordAudit(env, {
    actor: authorized.value.keyId,
    accountId: key.accountId,
    action: "messages.exported",
    subject: started.value.id,
    after: request,
  });
  return ok(started.value);
}
