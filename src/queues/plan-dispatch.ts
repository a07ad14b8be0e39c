import type { RoutesLookup } from "../configuration/routes-in-force.ts";
import { idTimeMs } from "../ids.ts";
import { type AcceptedText, type Lane, type OutboundChunk, lanes } from "../messages/message.ts";
import { routingIdOf } from "../messages/routing-id.ts";
import { type SettledState, chargeAfter } from "../money/settle.ts";
import { countryOfNumber } from "../routing/country.ts";
import { type ChunkFailover, type FailoverPlan, chunkFailover } from "../routing/failover.ts";
import { type RouteProblem, pickRoute } from "../routing/pick-route.ts";

/** What one carrier gets of an outbound chunk. */
export interface CarrierShare {
  carrierId: string;
  texts: readonly AcceptedText[];
  /** An OutboundChunk of these texts alone, as JSON, for the read model. */
  chunkJson: string;
  /** Of the recipients, in the order of the texts. */
  countries: (string | null)[];
  /** One for each lane, as the carrier object takes them. */
  parts: LanePart[];
}

/** The texts of one lane. `body` is the JSON array of them. */
export interface LanePart {
  chunkId: string;
  accountId: string;
  lane: Lane;
  texts: number;
  body: string;
  /** Where its texts may go from there; absent where none of them may. */
  failover?: ChunkFailover;
}

export interface DispatchPlan {
  shares: CarrierShare[];
  /** An OutboundChunk whose texts carry the `reason` they are not sent for, as JSON; null where every text has a carrier. */
  unroutableJson: string | null;
}

/** A text that no route takes. */
export interface UnroutableText extends AcceptedText {
  reason: RouteProblem;
  country: string | null;
  /** What becomes of the money that is held for it. */
  charge?: SettledState;
}

export interface DispatchRules {
  routesOf: RoutesLookup;
  /** Where texts go that were accepted before there were routes. */
  defaultCarrierId: string;
}

type Destination = { carrierId: string; plan: FailoverPlan | null } | { carrierId: null; reason: RouteProblem };

/**
 * Shares a chunk out among carriers and lanes. The ids of the parts follow from the chunk alone, so that a chunk delivered
 * again is found done. `json` is the chunk as it came, `{…,"texts":[…]}`: one carrier and one lane get it as it is.
 */
export function planDispatch(chunk: OutboundChunk, json: string, rules: DispatchRules): DispatchPlan {
  const { accountId, texts } = chunk;
  const destinations = texts.map((text) => destinationOf(accountId, text, rules));
  const only = destinations[0]?.carrierId ?? null;
  if (only !== null && destinations.every(({ carrierId }) => carrierId === only)) {
    const parts = splitByLane(chunk, json, destinations.map(planOf));
    return {
      shares: [{ carrierId: only, texts, chunkJson: json, countries: countriesOf(texts), parts }],
      unroutableJson: null,
    };
  }
  const byCarrier = new Map<string, { texts: AcceptedText[]; plans: (FailoverPlan | null)[] }>();
  const unroutable: UnroutableText[] = [];
  for (const [index, text] of texts.entries()) {
    const destination = destinations[index];
    if (destination === undefined) continue;
    if (destination.carrierId === null) {
      unroutable.push(unroutableText(text, destination.reason));
      continue;
    }
    const share = byCarrier.get(destination.carrierId) ?? { texts: [], plans: [] };
    byCarrier.set(destination.carrierId, share);
    share.texts.push(text);
    share.plans.push(destination.plan);
  }
  return {
    shares: Array.from(byCarrier, ([carrierId, { texts, plans }]) => {
      const own = { ...chunk, texts };
      const chunkJson = encodeChunk(own);
      return { carrierId, texts, chunkJson, countries: countriesOf(texts), parts: splitByLane(own, chunkJson, plans) };
    }),
    unroutableJson: unroutable.length === 0 ? null : JSON.stringify({ accountId, texts: unroutable }),
  };
}

function destinationOf(accountId: string, text: AcceptedText, rules: DispatchRules): Destination {
  const routingId = routingIdOf(text);
  const routes = rules.routesOf(routingId);
  if (routes === null) return { carrierId: rules.defaultCarrierId, plan: null };
  const result = pickRoute(routes, {
    accountId,
    sender: text.from,
    recipient: text.to,
    lane: text.lane,
    text: text.text,
    // Not this moment: a second delivery must come to the same.
    nowMs: idTimeMs(routingId),
    messageId: text.id,
  });
  if (!result.ok) return { carrierId: null, reason: result.reason };
  const [carrierId, ...to] = result.candidates;
  if (carrierId === undefined) return { carrierId: null, reason: "no_rule" };
  return { carrierId, plan: to.length === 0 ? null : { to, on: result.failoverOn } };
}

function countriesOf(texts: readonly AcceptedText[]): (string | null)[] {
  return texts.map(({ to }) => countryOfNumber(to));
}

function unroutableText(text: AcceptedText, reason: RouteProblem): UnroutableText {
  const country = countryOfNumber(text.to);
  if (text.chargeOn === undefined) return { ...text, reason, country };
  const charge = chargeAfter(text.chargeOn, { type: "failed", status: "failed" });
  return charge === "held" ? { ...text, reason, country } : { ...text, reason, country, charge };
}

function planOf(destination: Destination): FailoverPlan | null {
  return destination.carrierId === null ? null : destination.plan;
}

/** `plans` are those of the chunk's texts, in their order. */
function splitByLane(
  { accountId, chunkId, texts }: OutboundChunk,
  json: string,
  plans: readonly (FailoverPlan | null)[],
): LanePart[] {
  const first = texts[0]?.lane;
  if (first !== undefined && texts.every(({ lane }) => lane === first)) {
    const body = json.slice(json.indexOf(textsKey) + textsKey.length, -1);
    return [lanePart({ chunkId: `${chunkId}.${first}`, accountId, lane: first, texts: texts.length, body }, plans)];
  }
  return lanes
    .map((lane) => ({ lane, indexes: [...texts.keys()].filter((index) => texts[index]?.lane === lane) }))
    .filter(({ indexes }) => indexes.length > 0)
    .map(({ lane, indexes }) => {
      const body = JSON.stringify(indexes.map((index) => texts[index]));
      return lanePart(
        { chunkId: `${chunkId}.${lane}`, accountId, lane, texts: indexes.length, body },
        indexes.map((index) => plans[index] ?? null),
      );
    });
}

function lanePart(part: Omit<LanePart, "failover">, plans: readonly (FailoverPlan | null)[]): LanePart {
  const failover = chunkFailover(plans);
  return failover === undefined ? part : { ...part, failover };
}

const textsKey = '"texts":';

/** In the order in which chunks have their fields: `texts` comes last. */
function encodeChunk({ accountId, chunkId, texts }: OutboundChunk): string {
  return JSON.stringify({ accountId, chunkId, texts });
}
