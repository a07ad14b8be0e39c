import { z } from "zod";
import type { Answer } from "../command.ts";
import { read } from "../read-answer.ts";
import { list, table } from "../table.ts";

const carrierSchema = z.object({
  id: z.string(),
  version: z.number(),
  name: z.string(),
  service: z.string(),
  onUnknown: z.string(),
  maxAttempts: z.number(),
  segmentsPerSecond: z.number().nullable(),
  connectors: z.array(z.string()),
  waitingTexts: z.number(),
  delayedTexts: z.number(),
  segmentsInFlight: z.number(),
  parkedReceipts: z.number(),
  drained: z.boolean(),
  http: z
    .object({
      request: z.object({ method: z.string(), url: z.string() }),
      requestsInFlight: z.number(),
      resting: z.object({ until: z.string(), reason: z.string() }).nullable(),
      callbackUrls: z.object({ receipts: z.string().nullable(), inbound: z.string().nullable() }),
    })
    .nullable()
    .default(null),
  binds: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      enabled: z.boolean(),
      host: z.string(),
      port: z.number(),
      state: z.string(),
      reason: z.string().optional(),
      connector: z.string().optional(),
    }),
  ),
});

const fieldValue = z.union([z.string(), z.number(), z.boolean()]).nullable();
export const changesSchema = z.array(z.object({ path: z.string(), before: fieldValue, after: fieldValue }));

const trialSchema = z.object({
  version: z.number(),
  changes: changesSchema,
  binds: z.array(z.object({ bindId: z.string(), effect: z.string() })),
  waitingTexts: z.number(),
  delayedTexts: z.number(),
  segmentsInFlight: z.number(),
  segmentsPerSecond: z.number().nullable(),
  lastHour: z.object({
    texts: z.number(),
    segments: z.number(),
    peakSegmentsPerMinute: z.number(),
    minutesAbovePace: z.number(),
    sampled: z.boolean(),
  }),
  withoutCarrier: z.object({
    elsewhere: z.array(z.object({ carrierId: z.string(), texts: z.number() })),
    nowhere: z.number(),
  }),
});

/** A carrier, a line for each bind. */
export function carrierAnswer(body: unknown): Answer {
  return {
    body,
    text: () => {
      const carrier = read(carrierSchema, body);
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
      return `${fields}\n${carrier.http === null ? bindsTable(carrier.binds) : operatorList(carrier.http)}`;
    },
  };
}

/** The binds of a carrier alone. */
export function bindsAnswer(body: unknown): Answer {
  return { body, text: () => bindsTable(read(carrierSchema, body).binds) };
}

function operatorList(http: NonNullable<z.infer<typeof carrierSchema>["http"]>): string {
  const { request, requestsInFlight, resting, callbackUrls } = http;
  return list([
    ["operator", `${request.method} ${request.url}`],
    ["requests in flight", requestsInFlight],
    ["resting", resting === null ? null : `${resting.reason}, until ${resting.until}`],
    ["receipts go to", callbackUrls.receipts],
    ["texts go to", callbackUrls.inbound],
  ]);
}

function bindsTable(binds: z.infer<typeof carrierSchema>["binds"]): string {
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
export function carrierTrialAnswer(body: unknown): Answer {
  return {
    body,
    text: () => {
      const trial = read(trialSchema, body);
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
export function changesText(changes: z.infer<typeof changesSchema>): string {
  if (changes.length === 0) return "Nothing changes.\n";
  return table(
    ["field", "before", "after"],
    changes.map(({ path, before, after }) => [path, before, after]),
  );
}
