import { logWarning } from "../../src/log.ts";
import { planMessageText } from "../../src/messages/plan-message.ts";
import type { Acceptance } from "./acceptance.ts";
import type { AccountContext } from "./account-context.ts";
import type { ReceivedTexts } from "./received-texts.ts";

/** A text to be answered. */
interface AnsweredText {
  id: string;
  number: string;
  peer: string;
}

/** The message that answers, or why there is none. */
export type ReplyOutcome = { replyId: string } | { replyError: string };

/**
 * Answers that the account gives by itself: messages from the number that was written to, checked and charged as any, at whatever
 * rate and hour. Who is no handset gets none, and nobody more than a few within an hour.
 */
export class AutomaticReplies {
  readonly #context: AccountContext;
  readonly #acceptance: Acceptance;
  readonly #received: ReceivedTexts;

  constructor(context: AccountContext, acceptance: Acceptance, received: ReceivedTexts) {
    this.#context = context;
    this.#acceptance = acceptance;
    this.#received = received;
  }

  /** Part of the caller's transaction. */
  send({ id, number, peer }: AnsweredText, text: string, nowMs: number): ReplyOutcome {
    const outcome = this.#send(number, peer, text, nowMs);
    if ("replyError" in outcome) {
      const { accountId } = this.#context;
      logWarning("inbound.not_answered", { accountId, inboundId: id, reason: outcome.replyError });
    }
    return outcome;
  }

  #send(number: string, peer: string, text: string, nowMs: number): ReplyOutcome {
    const { account } = this.#context.record;
    if (account === null || account.status === "suspended") return { replyError: "account_suspended" };
    if (!peer.startsWith("+")) return { replyError: "invalid_recipient" };
    const planned = planMessageText({ text });
    if (!planned.ok) return { replyError: planned.error.code };
    if (!this.#received.countReply(number, peer, nowMs)) return { replyError: "rate_limited" };
    const { plan } = planned;
    const draft = {
      to: peer,
      from: number,
      text: plan.text,
      encoding: plan.encoding,
      singleShift: plan.singleShift,
      lockingShift: plan.lockingShift,
      segmentCount: plan.segmentCount,
      lane: "normal" as const,
      timing: { quietHours: null },
    };
    const [item] = this.#acceptance.take([draft], account, nowMs);
    if (item === undefined) return { replyError: "internal_error" };
    return "id" in item ? { replyId: item.id } : { replyError: item.error };
  }
}
