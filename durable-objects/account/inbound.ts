import { RpcTarget } from "cloudflare:workers";
import type { CallbackReply } from "../../src/inbound/callback-reply.ts";
import { chooseReply } from "../../src/inbound/choose-reply.ts";
import { type InboundOutcome, eventOfOptOut, eventOfReceived } from "../../src/inbound/inbound-events.ts";
import type { NumberSettings } from "../../src/inbound/number-settings.ts";
import type { ReceivedInbound } from "../../src/messages/inbound.ts";
import { type OptOutMatch, matchOptOut, optOutReply } from "../../src/suppressions/match-opt-out.ts";
import type { OptOutSettings } from "../../src/suppressions/opt-out-settings.ts";
import type { AccountContext } from "./account-context.ts";
import type { AutomaticReplies } from "./automatic-replies.ts";
import type { InboundSettingsStore } from "./inbound-settings-store.ts";
import type { ReceivedTexts } from "./received-texts.ts";
import type { SuppressionStore } from "./suppression-store.ts";

export interface InboundParts {
  received: ReceivedTexts;
  settings: InboundSettingsStore;
  suppressions: SuppressionStore;
  replies: AutomaticReplies;
}

/** Texts from handsets to the account's numbers: opt-outs, answers, and what the customer is told of them. Each text counts once. */
export class AccountInbound extends RpcTarget {
  readonly #context: AccountContext;
  readonly #parts: InboundParts;

  constructor(context: AccountContext, parts: InboundParts) {
    super();
    this.#context = context;
    this.#parts = parts;
  }

  /** All in one transaction. A text that came before changes nothing. */
  receive(messages: ReceivedInbound[]): void {
    if (this.#context.record.account === null) return;
    this.#context.transaction(() => {
      for (const message of messages) if (this.#parts.received.add(message)) this.#take(message);
      this.#context.events.flush();
    });
    this.#context.sender.drain();
  }

  /** Sends an answer that a webhook endpoint gave, where the text has none yet and its number takes such answers. */
  reply(inboundId: string, { format, text }: CallbackReply): void {
    const { received, settings, suppressions, replies } = this.#parts;
    const open = received.findOpen(inboundId);
    if (open === null) return;
    const { callbackReply } = settings.numberSettings(open.number).settings;
    if (callbackReply === "off" || (callbackReply === "json" && format === "text")) return;
    if (suppressions.has(open.peer, open.number)) return;
    this.#context.transaction(() => {
      received.close(inboundId);
      replies.send({ id: inboundId, ...open }, text, this.#context.now());
    });
    this.#context.sender.drain();
  }

  #take(message: ReceivedInbound): void {
    const { settings } = this.#parts.settings.numberSettings(message.to);
    const optOut = this.#parts.settings.optOutOf(settings);
    const match = this.#matchOptOut(message, optOut);
    const outcome = match === null ? this.#answer(message, settings) : this.#obey(message, match, optOut);
    this.#context.events.add({ notice: eventOfReceived(message, outcome) });
  }

  /** Who has not opted out does not opt in: YES is an answer like any other then. */
  #matchOptOut(message: ReceivedInbound, optOut: OptOutSettings): OptOutMatch | null {
    const match = message.from.startsWith("+") ? matchOptOut(message.text, optOut) : null;
    if (match?.type === "start" && !this.#parts.suppressions.has(message.from, message.to)) return null;
    return match;
  }

  /** Whoever opts out is told once; HELP is answered whether or not they have. */
  #obey(message: ReceivedInbound, match: OptOutMatch, optOut: OptOutSettings): InboundOutcome {
    const { received, suppressions, replies } = this.#parts;
    const { id, from, to } = message;
    const nowMs = this.#context.now();
    received.close(id);
    const wasOut = suppressions.has(from, to);
    if (match.type === "start") this.#optIn(message, match);
    const text = match.type === "stop" && wasOut ? null : optOutReply(match.type, optOut);
    const reply = text === null ? {} : replies.send({ id, number: to, peer: from }, text, nowMs);
    if (match.type === "stop") this.#optOut(message, match, nowMs);
    return { optOutType: match.type, ...reply };
  }

  #optOut(message: ReceivedInbound, { keyword, isForAllSenders }: OptOutMatch, nowMs: number): void {
    const sender = isForAllSenders ? "" : message.to;
    const suppression = { recipient: message.from, sender, reason: "opted_out" as const };
    if (!this.#parts.suppressions.add(suppression, "inbound", nowMs)) return;
    const told = { sender: isForAllSenders ? null : sender, keyword };
    this.#context.events.add({ notice: eventOfOptOut(message, "opted_out", told) });
  }

  /** Lifts what is about all senders, too: the handset asks for these texts. */
  #optIn(message: ReceivedInbound, { keyword }: OptOutMatch): void {
    const wasForAll = this.#parts.suppressions.remove(message.from, "");
    this.#parts.suppressions.remove(message.from, message.to);
    const told = { sender: wasForAll ? null : message.to, keyword };
    this.#context.events.add({ notice: eventOfOptOut(message, "opted_in", told) });
  }

  #answer(message: ReceivedInbound, settings: NumberSettings): InboundOutcome {
    const { received, suppressions, replies } = this.#parts;
    const text = chooseReply(message, settings);
    if (text === null || suppressions.has(message.from, message.to)) return {};
    received.close(message.id);
    return replies.send({ id: message.id, number: message.to, peer: message.from }, text, this.#context.now());
  }
}
