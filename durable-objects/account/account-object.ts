import { DurableObject } from "cloudflare:workers";
import type { AcceptReply, AcceptRequest } from "../../src/accounts/account.ts";
import type { PresentedKey } from "../../src/accounts/presented-key.ts";
import type { Scope } from "../../src/accounts/scopes.ts";
import { type Result, ok } from "../../src/errors.ts";
import { logError } from "../../src/log.ts";
import type { WaitingText } from "../../src/messages/waiting-text.ts";
import type { AlarmHandler } from "../lib/alarm-book.ts";
import { migrate } from "../lib/migrate.ts";
import { outboxAlarm } from "../lib/outbox-sender.ts";
import { Acceptance } from "./acceptance.ts";
import { AutomaticReplies } from "./automatic-replies.ts";
import { AccountContext } from "./account-context.ts";
import { CapCheck } from "./checks/cap-check.ts";
import { DestinationCheck } from "./checks/destination-check.ts";
import { MoneyCheck } from "./checks/money-check.ts";
import { SegmentCheck } from "./checks/segment-check.ts";
import { SenderCheck } from "./checks/sender-check.ts";
import { SuppressionCheck } from "./checks/suppression-check.ts";
import { TimingCheck } from "./checks/timing-check.ts";
import { findWaitingText } from "./find-waiting.ts";
import { ScheduledFiring } from "./fire-scheduled.ts";
import { AccountScheduled } from "./scheduled-room.ts";
import { scheduledAlarm } from "./scheduled-store.ts";
import { ScheduledTexts } from "./scheduled-texts.ts";
import { ScheduleRunner } from "./run-schedules.ts";
import { ScheduleStore, schedulesAlarm } from "./schedule-store.ts";
import { AccountSchedules } from "./schedules-room.ts";
import { TimingDefaultsStore } from "./timing-defaults.ts";
import { EndpointStore } from "./endpoint-store.ts";
import { AccountEndpoints, endpointPushAlarm } from "./endpoints.ts";
import { AccountFeed, feedSweepAlarm } from "./feed.ts";
import { FeedStore } from "./feed-store.ts";
import { AccountInbound } from "./inbound.ts";
import { AccountInboundSettings } from "./inbound-settings.ts";
import { InboundSettingsStore } from "./inbound-settings-store.ts";
import { AccountKeys } from "./keys.ts";
import { closeHolds, closeHoldsAlarm } from "./money/close-holds.ts";
import { AccountMoney } from "./money/money.ts";
import { AccountProfile } from "./profile.ts";
import { AccountOverviewRoom } from "./overview.ts";
import { MissedChunks, missedChunksAlarm } from "./missed-chunks.ts";
import { ReceivedTexts } from "./received-texts.ts";
import { AccountReplays, replayAlarm } from "./replays.ts";
import { AccountRetention } from "./retention.ts";
import { accountMigrations } from "./schema.ts";
import { SegmentCounter } from "./segment-counter.ts";
import { SubAccounts } from "./sub-accounts.ts";
import { SuppressionStore } from "./suppression-store.ts";
import { AccountSuppressions } from "./suppressions.ts";
import { keepSweeping, sweepAlarm } from "./sweep.ts";

/**
 * One customer's account: the place where a message is accepted. Its SQLite holds the keys, the limits, the idempotency
 * claims and the outbox, so accepting is one local transaction. Addressed by account id. The object is wiring: its concerns
 * are classes of their own, given out by getters, and a call through one is a single round trip.
 */
export class AccountObject extends DurableObject<Env> {
  readonly #context: AccountContext;
  readonly #acceptance: Acceptance;
  readonly #keys: AccountKeys;
  readonly #money: AccountMoney;
  readonly #profile: AccountProfile;
  readonly #retention: AccountRetention;
  readonly #overview: AccountOverviewRoom;
  readonly #subAccounts: SubAccounts;
  readonly #scheduled: AccountScheduled;
  readonly #scheduledTexts: ScheduledTexts;
  readonly #schedules: AccountSchedules;
  readonly #firing: ScheduledFiring;
  readonly #feed: AccountFeed;
  readonly #endpoints: AccountEndpoints;
  readonly #replays: AccountReplays;
  readonly #missedChunks: MissedChunks;
  readonly #suppressions: AccountSuppressions;
  readonly #inbound: AccountInbound;
  readonly #inboundSettings: AccountInboundSettings;
  readonly #alarmHandlers: Readonly<Record<string, AlarmHandler>>;

  constructor(state: DurableObjectState, env: Env) {
    super(state, env);
    migrate(state.storage, accountMigrations);
    const context = new AccountContext(state, env);
    this.#context = context;
    const segmentCounter = new SegmentCounter(context.sql);
    this.#keys = new AccountKeys(context);
    this.#retention = new AccountRetention(context);
    this.#subAccounts = new SubAccounts(context);
    const scheduled = new ScheduledTexts(context);
    this.#profile = new AccountProfile(context, segmentCounter, this.#subAccounts, scheduled.store);
    this.#money = new AccountMoney(context);
    const senders = new SenderCheck();
    const destinations = new DestinationCheck();
    const segments = new SegmentCheck();
    const money = new MoneyCheck(context.funds);
    const timingDefaults = new TimingDefaultsStore(context.sql);
    this.#scheduledTexts = scheduled;
    const caps = new CapCheck(segmentCounter);
    this.#scheduled = new AccountScheduled(context, scheduled, timingDefaults, { checks: [segments, money], caps });
    const suppressionStore = new SuppressionStore(context.sql);
    const suppressions = new SuppressionCheck(suppressionStore);
    this.#firing = new ScheduledFiring(context, scheduled, [senders, destinations, suppressions]);
    this.#acceptance = new Acceptance(context, scheduled, new TimingCheck(scheduled.store, timingDefaults), [
      senders,
      destinations,
      segments,
      suppressions,
      caps,
      money,
    ]);
    this.#suppressions = new AccountSuppressions(context, suppressionStore);
    const received = new ReceivedTexts(context.sql);
    const inboundSettings = new InboundSettingsStore(context.sql);
    this.#inboundSettings = new AccountInboundSettings(context, inboundSettings);
    // Answers come from numbers that are the account's, and whoever opted out is told so.
    const replies = new Acceptance(context, scheduled, new TimingCheck(scheduled.store, timingDefaults), [
      destinations,
      segments,
      caps,
      money,
    ]);
    this.#inbound = new AccountInbound(context, {
      received,
      settings: inboundSettings,
      suppressions: suppressionStore,
      replies: new AutomaticReplies(context, replies, received),
    });
    const feedStore = new FeedStore(context.sql);
    const endpointStore = new EndpointStore(context.sql);
    this.#feed = new AccountFeed(context, {
      store: feedStore,
      endpointsFor: (types) => endpointStore.wanting(types),
      onRecorded: [({ charges, chunkId }) => context.funds.settle(charges, chunkId)],
    });
    this.#endpoints = new AccountEndpoints(context, endpointStore);
    this.#overview = new AccountOverviewRoom(context, scheduled.store, endpointStore);
    this.#replays = new AccountReplays(context, feedStore, endpointStore);
    this.#missedChunks = new MissedChunks(context, feedStore, endpointStore);
    const schedules = new ScheduleStore(context.sql, context.alarms);
    const runner = new ScheduleRunner(context, schedules, this.#acceptance);
    this.#schedules = new AccountSchedules(context, schedules);
    this.#alarmHandlers = {
      [feedSweepAlarm]: () => this.#feed.sweep(),
      [endpointPushAlarm]: ({ id }) => this.#endpoints.push(id),
      [replayAlarm]: ({ id }) => this.#replays.step(id),
      [missedChunksAlarm]: ({ id }) => this.#missedChunks.handOver(id),
      [outboxAlarm]: () => context.sender.resend(),
      ...context.events.handlers,
      [closeHoldsAlarm]: ({ id }) => closeHolds(context, id),
      [scheduledAlarm]: () => this.#firing.run(),
      [schedulesAlarm]: () => runner.run(),
      [sweepAlarm]: () => keepSweeping(context),
    };
  }

  get money(): AccountMoney {
    return this.#money;
  }

  get overview(): AccountOverviewRoom {
    return this.#overview;
  }

  get feed(): AccountFeed {
    return this.#feed;
  }

  get endpoints(): AccountEndpoints {
    return this.#endpoints;
  }

  get missedChunks(): MissedChunks {
    return this.#missedChunks;
  }

  get replays(): AccountReplays {
    return this.#replays;
  }

  get suppressions(): AccountSuppressions {
    return this.#suppressions;
  }

  get inbound(): AccountInbound {
    return this.#inbound;
  }

  get inboundSettings(): AccountInboundSettings {
    return this.#inboundSettings;
  }

  get keys(): AccountKeys {
    return this.#keys;
  }

  get scheduled(): AccountScheduled {
    return this.#scheduled;
  }

  get schedules(): AccountSchedules {
    return this.#schedules;
  }

  get retention(): AccountRetention {
    return this.#retention;
  }

  get profile(): AccountProfile {
    return this.#profile;
  }

  get subAccounts(): SubAccounts {
    return this.#subAccounts;
  }

  /** Says which of the account's keys it is. Errors: unauthenticated, missing_scope. */
  authorize(key: PresentedKey, scope: Scope): Result<{ keyId: string }> {
    const authorized = this.#context.authorize(key, scope);
    return authorized.ok ? ok({ keyId: authorized.value.keyId }) : authorized;
  }

  /**
   * Accepts the texts of requests that came together in one transaction, each request for itself; the replies leave the object only
   * when all of it is on disk. Errors: unauthenticated, missing_scope, network_not_allowed, account_suspended,
   * idempotency_key_reused, backlog_full, rate_limited; for single texts those of their checks.
   */
  accept(requests: AcceptRequest[]): AcceptReply[] {
    return this.#acceptance.accept(requests);
  }

  /** A message that has not left the account yet; null where it has, or never was. Errors: unauthenticated, missing_scope. */
  findWaiting(key: PresentedKey, messageId: string): Result<WaitingText | null> {
    const authorized = this.#context.authorize(key, "messages:read");
    if (!authorized.ok) return authorized;
    return ok(findWaitingText(this.#context.outbox, this.#scheduledTexts, messageId));
  }

  /** The dispatcher has stored these chunks at their carriers and in the read model. */
  confirmChunks(chunkIds: string[]): void {
    this.#context.outbox.confirm(chunkIds);
    this.#firing.goOn();
    this.#context.sender.drain();
  }

  /** Whether a chunk of texts is still to be confirmed. */
  hasChunk(chunkId: string): boolean {
    return this.#context.outbox.hasChunk(chunkId);
  }

  /** The consumer of queue "events" has done all that these chunks of the account's ask for. */
  confirmEvents(chunkIds: string[]): void {
    this.#context.events.confirm(chunkIds);
  }

  override async alarm(info?: AlarmInvocationInfo): Promise<void> {
    await this.#context.alarms.run(
      this.#alarmHandlers,
      (due, error) => logError("alarm.failed", error, { kind: due.kind, accountId: this.#context.accountId }),
      info,
    );
  }
}
