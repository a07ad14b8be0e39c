import { type CompiledRoutes, compileRoutes } from "./compile-routes.ts";
import type { RouteRequest } from "./conditions.ts";
import type { OperatorLookup } from "./operators.ts";
import { pickRoute } from "./pick-route.ts";
import type { RouteTable } from "./route-table.ts";

/** A text that was sent, and its segments where cost counts. */
export interface SimulatedMessage extends RouteRequest {
  readonly segmentCount?: number | undefined;
}

/** What texts come to under one table. */
export interface SimulatedTotals {
  /** Texts by the carrier they go to first. */
  readonly carriers: Readonly<Record<string, number>>;
  /** Texts that no rule sends anywhere. */
  readonly unrouted: number;
  /** Price of the segments, over the texts whose carrier has a price. */
  readonly costMicros: number;
  /** Texts whose carrier has no price in its rule. */
  readonly unpriced: number;
}

export interface RouteMove {
  /** Carrier ids; null for a text that goes nowhere. */
  readonly from: string | null;
  readonly to: string | null;
  readonly count: number;
  /** A few of the messages. */
  readonly examples: readonly string[];
}

export interface RouteSimulation {
  readonly total: number;
  readonly moved: number;
  /** The largest first. */
  readonly moves: readonly RouteMove[];
  /** Texts that keep their carrier and are decided by another rule. */
  readonly otherRule: number;
  readonly before: SimulatedTotals;
  readonly after: SimulatedTotals;
}

const examplesPerMove = 5;

/** Where texts would go under a new table instead of an old one: what a dry run answers. */
export function simulateRoutes(
  oldTable: RouteTable,
  newTable: RouteTable,
  messages: Iterable<SimulatedMessage>,
  options: { readonly operatorOf?: OperatorLookup } = {},
): RouteSimulation {
  const { operatorOf } = options;
  const oldSide = new Side(compileRoutes(oldTable, operatorOf));
  const newSide = new Side(compileRoutes(newTable, operatorOf));
  const moves = new Map<string, { from: string | null; to: string | null; count: number; examples: string[] }>();
  let total = 0;
  let moved = 0;
  let otherRule = 0;
  for (const message of messages) {
    total++;
    const from = oldSide.route(message);
    const to = newSide.route(message);
    if (from.carrierId === to.carrierId) {
      if (from.ruleId !== to.ruleId) otherRule++;
      continue;
    }
    moved++;
    const key = JSON.stringify([from.carrierId, to.carrierId]);
    const move = moves.get(key) ?? { from: from.carrierId, to: to.carrierId, count: 0, examples: [] };
    moves.set(key, move);
    move.count++;
    if (move.examples.length < examplesPerMove) move.examples.push(message.messageId);
  }
  return {
    total,
    moved,
    moves: [...moves.values()].sort((a, b) => b.count - a.count),
    otherRule,
    before: oldSide.totals(),
    after: newSide.totals(),
  };
}

interface Routed {
  readonly carrierId: string | null;
  readonly ruleId: string | null;
}

const nowhere: Routed = { carrierId: null, ruleId: null };

/** One of the two tables, and what has gone through it. */
class Side {
  readonly #routes: CompiledRoutes;
  readonly #carriers = new Map<string, number>();
  /** By rule and carrier. */
  readonly #prices = new Map<string, number>();
  #unrouted = 0;
  #costMicros = 0;
  #unpriced = 0;

  constructor(routes: CompiledRoutes) {
    this.#routes = routes;
    for (const rule of routes.table.rules) {
      for (const { carrierId, pricePerSegmentMicros } of rule.targets) {
        if (pricePerSegmentMicros !== undefined) this.#prices.set(`${rule.id} ${carrierId}`, pricePerSegmentMicros);
      }
    }
  }

  route(message: SimulatedMessage): Routed {
    const result = pickRoute(this.#routes, message);
    const carrierId = result.ok ? result.candidates[0] : undefined;
    if (!result.ok || carrierId === undefined) {
      this.#unrouted++;
      return nowhere;
    }
    this.#carriers.set(carrierId, (this.#carriers.get(carrierId) ?? 0) + 1);
    const price = this.#prices.get(`${result.ruleId} ${carrierId}`);
    if (price === undefined) this.#unpriced++;
    else this.#costMicros += price * (message.segmentCount ?? 1);
    return { carrierId, ruleId: result.ruleId };
  }

  totals(): SimulatedTotals {
    return {
      carriers: Object.fromEntries(this.#carriers),
      unrouted: this.#unrouted,
      costMicros: this.#costMicros,
      unpriced: this.#unpriced,
    };
  }
}
