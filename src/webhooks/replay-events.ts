import { newIds } from "../accounts/new-ids.ts";
import type { PresentedKey } from "../accounts/presented-key.ts";
import { recordAudit } from "../audit/record-audit.ts";
import { replayJob } from "./replay-job.ts";
import { type Result, ok } from "../errors.ts";

/** What to deliver once more: one event, what failed since a moment, or what entered the feed between two. Epoch ms. */
export type Replay =
  | { kind: "event"; eventId: string }
  | { kind: "failed"; sinceMs: number }
  | { kind: "range"; fromMs: number; toMs: number };

/** Delivers events to an endpoint once more. Errors: those of AccountReplays. */
export async function replayEvents(
  env: Pick<Env, "ACCOUNT" | "DB" | "JOBS" | "WEBHOOK_ENDPOINT">,
  key: PresentedKey,
  endpointId: string,
  replay: Replay,
): Promise<Result<{ id: string }>> {
  const started = await start(env, key, endpointId, replay);
  if (!started.ok) return started;
  const { id, actorName } = started.value;
  if (replay.kind === "range") {
    const job = replayJob({ id, accountId: key.accountId, endpointId, ...replay, createdBy: actorName });
    await env.JOBS.getByName(key.accountId).follow({ ...job, status: "running", done: 0 });
  }
  await recordAudit(env, {
    actor: actorName,
    accountId: key.accountId,
    action: "webhook.replayed",
    subject: endpointId,
    after: { replayId: id, ...replay },
  });
  return ok({ id });
}

async function start(
  env: Pick<Env, "ACCOUNT" | "WEBHOOK_ENDPOINT">,
  key: PresentedKey,
  endpointId: string,
  replay: Replay,
): Promise<Result<{ id: string; actorName: string }>> {
  const { replays } = env.ACCOUNT.getByName(key.accountId);
  switch (replay.kind) {
    case "event":
      return replays.one(key, endpointId, replay.eventId);
    case "range":
      return replays.start(key, endpointId, replay);
    case "failed": {
      const allowed = await replays.authorize(key, endpointId);
      if (!allowed.ok) return allowed;
      const id = newIds.next("replay");
      await env.WEBHOOK_ENDPOINT.getByName(endpointId).replayFailed(replay.sinceMs, id);
      return ok({ id, actorName: allowed.value.actorName });
    }
  }
}
