import type { SubmitText } from "../../src/link/frames.ts";
import type { ParameterSource } from "../../src/link/submit-parameters.ts";
import type { AcceptedText, CarrierEvent } from "../../src/messages/message.ts";
import type { EventLog } from "../lib/event-log.ts";
import type { Backlog, TextPlace } from "./backlog.ts";
import type { InFlight, InFlightText } from "./in-flight.ts";
import type { LinkState } from "./links.ts";
import type { TrackedText, TrackedTexts } from "./tracked-texts.ts";

/** Segments a link may hold for each slot of its binds' windows: one being answered, one ready to go. */
const segmentsPerSlot = 2;
const textsPerFrame = 200;
/** Keeps a frame well under `frameLimit`, whatever the length of its texts. */
const charactersPerFrame = 200_000;

export interface HandOutContext {
  carrierId: string;
  backlog: Backlog;
  inFlight: InFlight;
  tracked: TrackedTexts;
  events: EventLog<CarrierEvent>;
  /** What of a text the carrier's parameters are taken from. */
  parameterSources: ReadonlySet<ParameterSource>;
  nowMs: number;
}

/** How many segments a link may hold: the windows of the binds it holds and has bound, twice over. */
export function linkCapacity(
  state: LinkState,
  windowSizes: ReadonlyMap<string, number>,
  holds: (journal: number, bindId: string) => boolean,
): number {
  let slots = 0;
  for (const { bindId, state: bindState } of state.binds) {
    if (bindState === "bound" && holds(state.journal, bindId)) slots += windowSizes.get(bindId) ?? 0;
  }
  return slots * segmentsPerSlot;
}

/** Takes texts worth up to `segmentBudget` segments off the backlog for a journal; a text is taken whole or not at all. */
export function handOut(context: HandOutContext, journal: number, segmentBudget: number): SubmitText[] {
  const texts: SubmitText[] = [];
  let segments = 0;
  let characters = 0;
  while (segments < segmentBudget && texts.length < textsPerFrame && characters < charactersPerFrame) {
    const place = context.backlog.next();
    if (place === null) break;
    const text = textAt(place);
    const tracked = place.returned ? context.tracked.find(text.id) : null;
    if (tracked !== null && pendingSegments(text, tracked).length === 0) {
      // The response to an earlier attempt came while the text waited to go again.
      context.backlog.markDone(place);
      continue;
    }
    if (text.validUntilMs !== undefined && text.validUntilMs <= context.nowMs) {
      expire(context, place, text, tracked);
      continue;
    }
    const submit = submitText(text, tracked);
    addSources(submit, context.parameterSources, place.chunk.accountId, text);
    if (text.trace !== undefined) submit.trace = { ...text.trace, queuedAtMs: place.chunk.arrivedAtMs };
    const outstanding = submit.segments?.slice() ?? Array.from({ length: text.segmentCount }, (_, index) => index);
    context.backlog.markHanded(place, journal);
    context.inFlight.add({
      place,
      messageId: text.id,
      journal,
      attempt: submit.attempt,
      outstanding,
      againAtMs: 0,
    });
    texts.push(submit);
    segments += outstanding.length;
    characters += text.text.length;
  }
  return texts;
}

/** Segments of a text that have yet to be submitted, 0-based. */
export function pendingSegments(text: AcceptedText, tracked: TrackedText | null): number[] {
  const all = Array.from({ length: text.segmentCount }, (_, index) => index);
  return tracked === null ? all : all.filter((segment) => tracked.segments[segment] === "queued");
}

/** A text that was handed out before the object started, by what is on disk of it. */
export function textInFlight(place: TextPlace, journal: number, trackedTexts: TrackedTexts): InFlightText {
  const text = textAt(place);
  const tracked = trackedTexts.find(text.id);
  return {
    place,
    messageId: text.id,
    journal,
    attempt: tracked?.attempt ?? 1,
    outstanding: pendingSegments(text, tracked),
    againAtMs: 0,
  };
}

export function textAt(place: TextPlace): AcceptedText {
  const text = place.chunk.texts[place.position];
  if (text === undefined) throw new Error(`chunk ${place.chunk.seq} has no text at ${place.position}`);
  return text;
}

function submitText(text: AcceptedText, tracked: TrackedText | null): SubmitText {
  const submit: SubmitText = {
    messageId: text.id,
    to: text.to,
    from: text.from,
    text: text.text,
    encoding: text.encoding,
    singleShift: text.singleShift,
    lockingShift: text.lockingShift,
    segmentCount: text.segmentCount,
    reference: text.reference,
    attempt: tracked?.attempt ?? 1,
  };
  if (text.validUntilMs !== undefined) submit.validUntilMs = text.validUntilMs;
  if (tracked !== null) submit.segments = pendingSegments(text, tracked);
  return submit;
}

/** Frames are many: what hardly any carrier asks for is there only where it is asked for. */
function addSources(
  submit: SubmitText,
  sources: HandOutContext["parameterSources"],
  accountId: string,
  { clientReference }: AcceptedText,
): void {
  if (sources.has("account")) submit.accountId = accountId;
  if (sources.has("clientReference") && clientReference !== undefined) submit.clientReference = clientReference;
}

function expire(context: HandOutContext, place: TextPlace, text: AcceptedText, tracked: TrackedText | null): void {
  context.backlog.markDone(place);
  // An earlier attempt may not have been answered: its response, and a receipt, can still come.
  if (tracked?.attempt === 1) context.tracked.delete(text.id);
  context.events.add({
    accountId: place.chunk.accountId,
    messageId: text.id,
    key: "expired",
    entry: { type: "expired", atMs: context.nowMs, carrierId: context.carrierId, reason: "validity expired" },
    status: "expired",
    errorCode: "validity_expired",
  });
}
