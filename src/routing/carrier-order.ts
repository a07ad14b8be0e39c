import type { FailoverTrigger, RouteRule } from "./route-table.ts";

/**
 * What a carrier is up to. open: its circuit breaker has tripped. disabled: an operator has taken it out of service, or is
 * draining it.
 */
export const carrierStates = ["up", "throttled", "unbound", "open", "disabled"] as const;
export type CarrierState = (typeof carrierStates)[number];

/** By carrier id; a carrier that is not listed counts as up. */
export type CarrierHealth = ReadonlyMap<string, { readonly state: CarrierState }>;

/** The carriers of a rule, ready to be put in order. */
export interface CompiledTargets {
  readonly strategy: RouteRule["strategy"];
  /** In the order that does not depend on the message. */
  readonly targets: readonly { readonly carrierId: string; readonly weight: number; readonly seed: number }[];
  readonly failoverOn: readonly FailoverTrigger[];
  /** Places a carrier falls behind those that are up, by its state; 0 keeps its place. */
  readonly demotions: Readonly<Record<CarrierState, number>>;
}

/** The rule's carriers as listed, or the cheapest first; those without a price come last. */
export function compileTargets(rule: RouteRule): CompiledTargets {
  const byPrice = rule.targets.toSorted(
    (a, b) => (a.pricePerSegmentMicros ?? Infinity) - (b.pricePerSegmentMicros ?? Infinity) || 0,
  );
  const targets = rule.strategy === "leastCost" ? byPrice : rule.targets;
  const { on } = rule.failover;
  return {
    strategy: rule.strategy,
    targets: targets.map(({ carrierId, weight }) => ({ carrierId, weight, seed: hash(carrierId) })),
    failoverOn: on,
    demotions: {
      up: 0,
      throttled: on.includes("throttled") ? 1 : 0,
      unbound: on.includes("unbound") ? 2 : 0,
      open: on.length > 0 ? 3 : 0,
      disabled: 0,
    },
  };
}

/**
 * The carriers in the rule's own order, before their health counts. Weights draw by rendezvous hashing: each carrier has a
 * number drawn from the message's id and its own, so shares follow the weights, a message always draws the same order, and a
 * changed weight moves only as many messages as it must.
 */
export function preferredOrder(compiled: CompiledTargets, messageId: string): string[] {
  const { targets } = compiled;
  if (compiled.strategy !== "weight" || targets.length === 1) return targets.map(({ carrierId }) => carrierId);
  const messageSeed = hash(messageId);
  const drawn = targets.map(({ carrierId, weight, seed }) => ({
    carrierId,
    score: weight > 0 ? -Math.log((mixed(messageSeed ^ seed) + 0.5) / 0x1_0000_0000) / weight : Number.MAX_VALUE,
  }));
  return drawn.sort((a, b) => a.score - b.score).map(({ carrierId }) => carrierId);
}

/**
 * The carriers to try, the first one first; none when all are disabled. Carriers that are not up stand behind those that are
 * where the rule fails over on their state: a text waits at the likeliest one when none is up.
 */
export function orderCarriers(compiled: CompiledTargets, messageId: string, health: CarrierHealth): string[] {
  const preferred = preferredOrder(compiled, messageId);
  if (health.size === 0) return limited(compiled, preferred);
  const demotionOf = (carrierId: string): number => compiled.demotions[health.get(carrierId)?.state ?? "up"];
  const inService = preferred.filter((carrierId) => health.get(carrierId)?.state !== "disabled");
  return limited(
    compiled,
    inService.sort((a, b) => demotionOf(a) - demotionOf(b)),
  );
}

function limited(compiled: CompiledTargets, carrierIds: string[]): string[] {
  return compiled.failoverOn.length === 0 ? carrierIds.slice(0, 1) : carrierIds;
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return value >>> 0;
}

/** The finalizer of MurmurHash3, which spreads a change of any bit over all 32: ids that follow each other differ in few. */
function mixed(seed: number): number {
  let value = seed ^ (seed >>> 16);
  value = Math.imul(value, 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
