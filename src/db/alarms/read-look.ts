import type { AlarmRule } from "../../alarms/rules.ts";
import type { ConnectorClock, ToldCarrier } from "../../alarms/observe-carriers.ts";
import type { AlarmSample } from "../../alarms/sample.ts";
import type { CarrierState } from "../../carriers/carrier.ts";
import { batchByName } from "../batch-by-name.ts";

/** Rows of each kind that one look reads. */
const lookLimits = { carriers: 200, connectors: 200, deadLetters: 100, silences: 1_000 } as const;

/** A connector that was not there for so long tells nothing of its clock. */
const clockKnownForMs = 600_000;

/** What there is for a minute's look. Every list is bounded by `lookLimits`. */
export interface LookInputs {
  carriers: ToldCarrier[];
  clocks: ConnectorClock[];
  deadLetters: number;
  silences: { rule: AlarmRule; subject: string }[];
}

/** The latest look there is, whole, and the traffic that those of a window before it counted. */
export interface EarlierLooks {
  latest: AlarmSample | null;
  window: AlarmSample["traffic"][];
}

/** What the looks after `afterMinute` counted, and the latest look of all. */
export async function findEarlierLooks(db: D1Database, afterMinute: number): Promise<EarlierLooks> {
  const rows = await batchByName<{ latest: { body: string }; window: { traffic: string } }>(db, {
    latest: db.prepare("SELECT body FROM alarm_samples ORDER BY minute DESC LIMIT 1"),
    window: db.prepare("SELECT body -> '$.traffic' AS traffic FROM alarm_samples WHERE minute > ?1").bind(afterMinute),
  });
  const [latest] = rows.latest;
  return {
    latest: latest === undefined ? null : (JSON.parse(latest.body) as AlarmSample),
    window: rows.window.map(({ traffic }) => JSON.parse(traffic) as AlarmSample["traffic"]),
  };
}

interface Rows {
  carriers: { carrierId: string; state: CarrierState; oldestWaitingAtMs: number | null; driftedAtMs: number | null };
  clocks: ConnectorClock;
  deadLetters: { count: number };
  silences: { rule: AlarmRule; subject: string };
}

/** Everything but traffic, of one moment. */
export async function readLook(db: D1Database, nowMs: number): Promise<LookInputs> {
  const { carriers, connectors, deadLetters, silences } = lookLimits;
  const rows = await batchByName<Rows>(db, {
    carriers: db.prepare(carriersSql).bind(carriers),
    clocks: db.prepare(clocksSql).bind(nowMs - clockKnownForMs, connectors),
    deadLetters: db.prepare("SELECT count(*) AS count FROM (SELECT 1 FROM dead_letters LIMIT ?1)").bind(deadLetters),
    silences: db.prepare("SELECT rule, subject FROM alarm_silences WHERE until_ms > ?1 LIMIT ?2").bind(nowMs, silences),
  });
  return {
    carriers: rows.carriers,
    clocks: rows.clocks,
    deadLetters: rows.deadLetters[0]?.count ?? 0,
    silences: rows.silences,
  };
}

const carriersSql = `
  SELECT carrier_id AS carrierId, state, oldest_waiting_at_ms AS oldestWaitingAtMs, drifted_at_ms AS driftedAtMs
  FROM carrier_states WHERE carrier_id IN (SELECT id FROM carriers ORDER BY id LIMIT ?1)`;

const clocksSql = `
  SELECT id AS connectorId, clock_skew_ms AS skewMs FROM connectors
  WHERE last_seen_at_ms > ?1 AND clock_skew_ms IS NOT NULL ORDER BY id LIMIT ?2`;
