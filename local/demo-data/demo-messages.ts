import { createIdFactory } from "../../src/ids.ts";
import { type TimelineEntry, stepName } from "../../src/messages/message.ts";
import { type MessageStatus, isFinal } from "../../src/sms/status.ts";
import type { SeededRandom } from "./random.ts";
import { type Country, type Ending, type Text, countries, endings, texts } from "./what-is-sent.ts";

export interface DemoSpan {
  fromMs: number;
  beforeMs: number;
}

/** A message as it came to be: its row, and each status it went through. */
export interface DemoMessage {
  id: string;
  country: Country;
  recipient: string;
  text: Text;
  status: MessageStatus;
  carrierId: string;
  errorCode: string | null;
  finalStep: string | null;
  updatedAtMs: number;
  timeline: Record<string, TimelineEntry>;
  /** In their order; `latencyMs` where it is timed. */
  changes: { status: MessageStatus; atMs: number; latencyMs: number | null }[];
}

const dayMs = 86_400_000;
/** How far a day's hours are pulled towards its busy ones, as a share of the day. */
const busyShare = 0.12;
/** Messages that go one after another to the same country with the same kind of text. */
const runLength = 40;

/** `count` messages in the order of their ids, more by day than by night. The same chance makes the same messages. */
export function* demoMessages(random: SeededRandom, count: number, span: DemoSpan): Generator<DemoMessage> {
  let acceptedAtMs = span.fromMs;
  const ids = createIdFactory(
    () => acceptedAtMs,
    (bytes) => random.fill(bytes),
  );
  let [country, text] = [random.pick(countries), random.pick(texts)];
  for (let index = 0; index < count; index++) {
    if (index % runLength === 0) [country, text] = [random.pick(countries), random.pick(texts)];
    acceptedAtMs = Math.max(acceptedAtMs, timeOf((index + random.next()) / count, span));
    yield makeMessage(random, ids.next("message"), acceptedAtMs, { country, text, ending: random.pick(endings) });
  }
}

/** The moment of a share of the span, in whole milliseconds; busy hours are in the afternoon, UTC. */
function timeOf(share: number, { fromMs, beforeMs }: DemoSpan): number {
  const evenMs = fromMs + share * (beforeMs - fromMs);
  return Math.min(beforeMs - 1, Math.floor(fromMs + pulled(evenMs) - pulled(fromMs)));
}

/** Grows with time, and over a day by a day: so a span of whole days is filled from end to end. */
function pulled(timeMs: number): number {
  const ofDay = ((timeMs % dayMs) / dayMs) * 2 * Math.PI;
  return timeMs - busyShare * dayMs * Math.sin(ofDay - Math.PI / 4);
}

interface Fate {
  country: Country;
  text: Text;
  ending: Ending;
}

function makeMessage(
  random: SeededRandom,
  id: string,
  acceptedAtMs: number,
  { country, text, ending }: Fate,
): DemoMessage {
  const recipient = country.prefix + String(random.below(10 ** country.digits)).padStart(country.digits, "0");
  const { carrierId } = country;
  const queuedAtMs = acceptedAtMs + 20 + random.below(200);
  const sentAtMs = queuedAtMs + 30 + random.below(900);
  const endedAtMs = sentAtMs + 500 + Math.floor(random.next() ** 4 * 240_000);
  const message: DemoMessage = {
    id,
    country,
    recipient,
    text,
    status: "queued",
    carrierId,
    errorCode: null,
    finalStep: null,
    updatedAtMs: queuedAtMs,
    timeline: {},
    changes: [],
  };
  const step = (key: string, entry: TimelineEntry, status?: MessageStatus, latencyMs: number | null = null): void => {
    message.timeline[key] = entry;
    message.updatedAtMs = entry.atMs;
    if (status === undefined) return;
    message.status = status;
    message.changes.push({ status, atMs: entry.atMs, latencyMs });
    if (isFinal(status)) message.finalStep = stepName({ key, entry });
  };
  if (ending.status === "failed") {
    step("failed", { type: "failed", atMs: queuedAtMs, errorCode: "no_route", reason: "no_rule" }, "failed");
    return { ...message, carrierId: "", errorCode: ending.errorCode };
  }
  if (ending.status === "canceled") {
    step("scheduled", { type: "scheduled", atMs: acceptedAtMs, dueAtMs: acceptedAtMs + 3_600_000 }, "scheduled");
    step("canceled", { type: "canceled", atMs: endedAtMs }, "canceled");
    return { ...message, carrierId: "" };
  }
  step("queued", { type: "queued", atMs: queuedAtMs, carrierId }, "queued", queuedAtMs - acceptedAtMs);
  const submit = { atMs: sentAtMs, segment: 1, attempt: 1, carrierId, bindId: `${carrierId}-1` };
  if (ending.status === "unknown") {
    step("unknown.0.1", { type: "unknown", ...submit }, "unknown");
    return message;
  }
  const carrierMessageId = random.below(4_294_967_296).toString(16).padStart(8, "0");
  for (let segment = 1; segment < text.segments; segment++) {
    step(`sent.${segment - 1}.1`, {
      type: "sent",
      ...submit,
      segment,
      carrierMessageId: `${carrierMessageId}${segment}`,
    });
  }
  const last = { ...submit, segment: text.segments, carrierMessageId };
  step(`sent.${text.segments - 1}.1`, { type: "sent", ...last }, "sent", sentAtMs - acceptedAtMs);
  if (ending.receipt === null) return message;
  const receipt: TimelineEntry = { type: "receipt", atMs: endedAtMs, carrierId, outcome: ending.receipt };
  for (let segment = 1; segment < text.segments; segment++) {
    step(`receipt.${segment - 1}.${ending.receipt}`, { ...receipt, segment });
  }
  const latencyMs = ending.status === "delivered" ? endedAtMs - acceptedAtMs : null;
  step(
    `receipt.${text.segments - 1}.${ending.receipt}`,
    { ...receipt, segment: text.segments },
    ending.status,
    latencyMs,
  );
  return { ...message, errorCode: ending.errorCode };
}
