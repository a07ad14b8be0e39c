import type { Schema } from "../../client/index.ts";
import type { Answer } from "../command.ts";
import { list, table } from "../table.ts";

type Carrier = Schema<"Carrier">;

/** A carrier, a line for each bind. */
export function carrierAnswer(carrier: Carrier): Answer {
  return {
    body: carrier,
    text: () => {
      const fields = list([
        ["id", carrier.id],
        ["name", carrier.name],
        ["version", carrier.version],
        ["service", carrier.drained ? `${carrier.service}, drained` : carrier.service],
        ["unknown outcomes", carrier.onUnknown],
        ["attempts", carrier.maxAttempts],
        ["segments a second", carrier.segmentsPerSecond],
        ["connectors", carrier.connectors.join(", ")],
        ["texts waiting", carrier.waitingTexts],
        ["texts put off", carrier.delayedTexts],
        ["segments in flight", carrier.segmentsInFlight],
        ["parked receipts", carrier.parkedReceipts],
      ]);
      return `${fields}\n${carrier.http ? operatorList(carrier.http) : bindsTable(carrier.binds)}`;
    },
  };
}

/** The binds of a carrier alone. */
export function bindsAnswer(carrier: Carrier): Answer {
  return { body: carrier, text: () => bindsTable(carrier.binds) };
}

function operatorList(http: NonNullable<Carrier["http"]>): string {
  const { request, requestsInFlight, resting, callbackUrls } = http;
  return list([
    ["operator", `${request.method} ${request.url}`],
    ["requests in flight", requestsInFlight],
    ["resting", resting === null ? null : `${resting.reason}, until ${resting.until}`],
    ["receipts go to", callbackUrls.receipts],
    ["texts go to", callbackUrls.inbound],
  ]);
}

function bindsTable(binds: Carrier["binds"]): string {
  const rows = binds.map(({ id, kind, enabled, host, port, state, connector, reason }) => [
    id,
    kind,
    enabled ? "yes" : "no",
    `${host}:${port}`,
    state,
    connector,
    reason,
  ]);
  return table(["bind", "kind", "enabled", "smsc", "state", "connector", "reason"], rows);
}

/** What a change would do. */
export function carrierTrialAnswer(trial: Schema<"CarrierTrial">): Answer {
  return {
    body: trial,
    text: () => {
      const { lastHour, withoutCarrier } = trial;
      const fields = list([
        ["against version", trial.version],
        ["texts waiting now", trial.waitingTexts + trial.delayedTexts],
        ["segments in flight now", trial.segmentsInFlight],
        ["segments a second", trial.segmentsPerSecond],
        ["texts of the last hour", lastHour.sampled ? `${lastHour.texts}, and there were more` : lastHour.texts],
        ["segments of them", lastHour.segments],
        ["in the busiest minute", lastHour.peakSegmentsPerMinute],
        ["minutes above the pace", lastHour.minutesAbovePace],
        [
          "without it, elsewhere",
          withoutCarrier.elsewhere.map(({ carrierId, texts }) => `${carrierId} ${texts}`).join(", "),
        ],
        ["without it, nowhere", withoutCarrier.nowhere],
      ]);
      const binds = table(
        ["bind", "effect"],
        trial.binds.map(({ bindId, effect }) => [bindId, effect]),
      );
      return `${changesText(trial.changes)}\n${binds}\n${fields}`;
    },
  };
}

/** Fields that differ, a line for each. */
export function changesText(changes: Schema<"CarrierDiff">["changes"]): string {
  if (changes.length === 0) return "Nothing changes.\n";
  return table(
    ["field", "before", "after"],
    changes.map(({ path, before, after }) => [path, before, after]),
  );
}
