import type { RoutesLookup } from "../configuration/routes-in-force.ts";
import { idTimeMs } from "../ids.ts";
import { type AcceptedText, type Lane, type OutboundChunk, lanes } from "../messages/message.ts";
import type { CarrierHealth } from "../routing/carrier-order.ts";
import { type RouteProblem, pickRoute } from "../routing/pick-route.ts";

/** What one carrier gets of an outbound chunk. */
export interface CarrierShare {
  carrierId: string;
  /** An OutboundChunk of these texts alone, as JSON, for the read model. */
  chunkJson: string;
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
}

export interface DispatchPlan {
  shares: CarrierShare[];
  /** An OutboundChunk whose texts carry the `reason` they are not sent for, as JSON; null where every text has a carrier. */
  unroutableJson: string | null;
}

export interface DispatchRules {
  routesOf: RoutesLookup;
  /** Where texts go that were accepted before there were routes. */
  defaultCarrierId: string;
  health: CarrierHealth;
}

type Destination = { carrierId: string } | { carrierId: null; reason: RouteProblem };

/**
 * Shares a chunk out among carriers and lanes. The ids of the parts follow from the chunk alone, so that a chunk delivered
 * again is found done. `json` is the chunk as it came, `{…,"texts":[…]}`: one carrier and one lane get it as it is.
 */
export function planDispatch(chunk: OutboundChunk, json: string, rules: DispatchRules): DispatchPlan {
  const { accountId, texts } = chunk;
  const destinations = texts.map((text) => destinationOf(accountId, text, rules));
  const only = destinations[0]?.carrierId ?? null;
  if (only !== null && destinations.every(({ carrierId }) => carrierId === only)) {
    return { shares: [{ carrierId: only, chunkJson: json, parts: splitByLane(chunk, json) }], unroutableJson: null };
  }
  const byCarrier = new Map<string, AcceptedText[]>();
  const unroutable: (AcceptedText & { reason: RouteProblem })[] = [];
  for (const [index, text] of texts.entries()) {
    const destination = destinations[index];
    if (destination === undefined) continue;
    if (destination.carrierId === null) {
      unroutable.push({ ...text, reason: destination.reason });
      continue;
    }
    const share = byCarrier.get(destination.carrierId);
    if (share === undefined) byCarrier.set(destination.carrierId, [text]);
    else share.push(text);
  }
  return {
    shares: Array.from(byCarrier, ([carrierId, ofCarrier]) => {
      const own = { ...chunk, texts: ofCarrier };
      const chunkJson = encodeChunk(own);
      return { carrierId, chunkJson, parts: splitByLane(own, chunkJson) };
    }),
    unroutableJson: unroutable.length === 0 ? null : JSON.stringify({ accountId, texts: unroutable }),
  };
}

function destinationOf(accountId: string, text: AcceptedText, rules: DispatchRules): Destination {
  const routes = rules.routesOf(text.id);
  if (routes === null) return { carrierId: rules.defaultCarrierId };
  const result = pickRoute(
    routes,
    {
      accountId,
      sender: text.from,
      recipient: text.to,
      lane: text.lane,
      text: text.text,
      // The moment it was accepted, not this one: a second delivery must come to the same.
      nowMs: idTimeMs(text.id),
      messageId: text.id,
    },
    rules.health,
  );
  if (!result.ok) return { carrierId: null, reason: result.reason };
  const [carrierId] = result.candidates;
  return carrierId === undefined ? { carrierId: null, reason: "no_carrier" } : { carrierId };
}

function splitByLane({ accountId, chunkId, texts }: OutboundChunk, json: string): LanePart[] {
  const first = texts[0]?.lane;
  if (first !== undefined && texts.every(({ lane }) => lane === first)) {
    const body = json.slice(json.indexOf(textsKey) + textsKey.length, -1);
    return [{ chunkId: `${chunkId}.${first}`, accountId, lane: first, texts: texts.length, body }];
  }
  return lanes
    .map((lane) => ({ lane, ofLane: texts.filter((text) => text.lane === lane) }))
    .filter(({ ofLane }) => ofLane.length > 0)
    .map(({ lane, ofLane }) => ({
      chunkId: `${chunkId}.${lane}`,
      accountId,
      lane,
      texts: ofLane.length,
      body: JSON.stringify(ofLane),
    }));
}

const textsKey = '"texts":';

/** In the order in which chunks have their fields: `texts` comes last. */
function encodeChunk({ accountId, chunkId, texts }: OutboundChunk): string {
  return JSON.stringify({ accountId, chunkId, texts });
}
