import type { FailoverTrigger, RouteRule } from "./route-table.ts";

/** The carriers of a rule, ready to be put in order. */
export interface CompiledTargets {
  readonly strategy: RouteRule["strategy"];
  /** In the order that does not depend on the message. */
  readonly targets: readonly { readonly carrierId: string; readonly weight: number; readonly seed: number }[];
  readonly failoverOn: readonly FailoverTrigger[];
}

/** The rule's carriers as listed, or the cheapest first; those without a price come last. */
export function compileTargets(rule: RouteRule): CompiledTargets {
  const byPrice = rule.targets.toSorted(
    (a, b) => (a.pricePerSegmentMicros ?? Infinity) - (b.pricePerSegmentMicros ?? Infinity) || 0,
  );
  const targets = rule.strategy === "leastCost" ? byPrice : rule.targets;
  return {
    strategy: rule.strategy,
    targets: targets.map(({ carrierId, weight }) => ({ carrierId, weight, seed: hash(carrierId) })),
    failoverOn: rule.failover.on,
  };
}

/**
 * The carriers in the rule's own order. Weights draw by rendezvous hashing: each carrier has a
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

/** The carriers to try, the first one first: only that one where nothing lets a text go on. */
export function orderCarriers(compiled: CompiledTargets, messageId: string): string[] {
  const preferred = preferredOrder(compiled, messageId);
  return compiled.failoverOn.length === 0 ? preferred.slice(0, 1) : preferred;
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
