import { hex, parseApiKey } from "../accounts/api-key.ts";
import { decryptText } from "../crypto/seal-text.ts";
import { acceptMessage } from "../messages/accept-message.ts";
import { judgeResponse } from "../webhooks/judge-response.ts";
import { sendRequest } from "../webhooks/send-request.ts";
import { signRequest } from "../webhooks/sign-request.ts";
import { openSigningKey } from "../webhooks/signing-keys.ts";
import { type AlarmNotice, mailBody, textMessage, webhookBody } from "./notice.ts";
import type { AlarmTarget, RequestTarget, TextTarget } from "./target.ts";

export type NoticeEnv = Pick<Env, "ACCOUNT" | "CREDENTIALS_KEY" | "KEY_SECRET">;

/** What came of one attempt. */
export interface NoticeAttempt {
  delivered: boolean;
  /** HTTP status; null where there was none, as for texts. */
  status: number | null;
  /** Why it was not delivered. */
  error: string | null;
}

/** One attempt to tell a target. `id` is the same each time, so that whoever hears it twice can tell. A failure of any kind is an answer. */
export async function sendNotice(
  env: NoticeEnv,
  target: AlarmTarget,
  id: string,
  notice: AlarmNotice,
): Promise<NoticeAttempt> {
  try {
    return await (target.kind === "text" ? sendText(env, target, id, notice) : request(env, target, id, notice));
  } catch (error) {
    return failed(error instanceof Error ? error.message : String(error));
  }
}

async function request(env: NoticeEnv, target: RequestTarget, id: string, notice: AlarmNotice): Promise<NoticeAttempt> {
  const body = target.kind === "email" ? mailBody(notice, target.to) : webhookBody(notice);
  const nowMs = Date.now();
  const keys = await Promise.all(target.keys.map((key) => openSigningKey(key, env.CREDENTIALS_KEY)));
  const signed = await signRequest({ id, timestamp: Math.floor(nowMs / 1_000), body }, keys, nowMs);
  const sent = await sendRequest(
    {
      url: target.url,
      headers: {
        ...(await openHeaders(target, env.CREDENTIALS_KEY)),
        "content-type": "application/json",
        "user-agent": "Heliograph-Alarms/1",
        ...signed,
      },
      body,
    },
    (input, init) => fetch(input, init),
    Date.now,
  );
  if (judgeResponse(sent) === "delivered") return { delivered: true, status: sent.status, error: null };
  return failed(sent.error ?? `the answer was ${sent.status}`, sent.status);
}

async function openHeaders({ sealedHeaders }: RequestTarget, credentialsKey: string): Promise<Record<string, string>> {
  return sealedHeaders === null
    ? {}
    : (JSON.parse(await decryptText(sealedHeaders, credentialsKey)) as Record<string, string>);
}

/** A text to each number, with an Idempotency-Key: however often it is tried, it is accepted once. */
async function sendText(env: NoticeEnv, target: TextTarget, id: string, notice: AlarmNotice): Promise<NoticeAttempt> {
  const key = await parseApiKey(await decryptText(target.sealedKey, env.CREDENTIALS_KEY), env.KEY_SECRET);
  if (key === null) return failed("the API key is not valid any more");
  const text = textMessage(notice);
  const refusals: string[] = [];
  for (const to of target.to) {
    const fingerprint = hex(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`${to} ${text}`)));
    const idempotency = { key: `${id}_${to.replaceAll(/\D/g, "")}`, operation: "alarms", fingerprint };
    const context = { key: { ...key, sourceAddress: null }, idempotency };
    const outcome = await acceptMessage(env, context, { to, from: target.from, text, lane: "otp" });
    if (!outcome.ok) refusals.push(`${outcome.error.code}: ${outcome.error.message}`);
  }
  const [refusal] = refusals;
  return refusal === undefined ? { delivered: true, status: null, error: null } : failed(refusal);
}

function failed(error: string, status: number | null = null): NoticeAttempt {
  return { delivered: false, status, error: error.slice(0, 200) };
}
