import type { CarrierHealthDescription, CarrierState } from "../../src/carriers/carrier.ts";
import { logError, logInfo, logWarning } from "../../src/log.ts";
import {
  type BreakerState,
  type CircuitBreaker,
  admit,
  breakerDefaults,
  breakerState,
  closedBreaker,
  recordResults,
} from "../../src/routing/circuit-breaker.ts";
import type { MovePressure } from "../../src/routing/failover.ts";
import type { Configuration } from "./configuration.ts";

/** How long a carrier counts as throttled after it said so. */
const throttledForMs = 30_000;

/** What outlives the object's memory. A breaker that is closed begins anew. */
interface StoredHealth {
  state: CarrierState;
  sinceMs: number;
  unboundSinceMs: number | null;
  throttledAtMs: number | null;
  breaker: CircuitBreaker;
}

export interface HealthOptions {
  sql: SqlStorage;
  configuration: Configuration;
  now: () => number;
}

/** How the carrier does: whether anybody is there, whether it throttles, and the circuit breaker over its answers. */
export class Health {
  readonly #options: HealthOptions;
  #known: StoredHealth | null;

  constructor(options: HealthOptions) {
    this.#options = options;
    const row = options.sql.exec<{ health: string }>("SELECT health FROM health").toArray()[0];
    this.#known = row === undefined ? null : (JSON.parse(row.health) as StoredHealth);
  }

  /** Looks at it all again; `isBound` says whether texts could be handed to anybody. True where the state has changed. */
  assess(isBound: boolean): boolean {
    const nowMs = this.#options.now();
    const known = this.#current;
    const unboundSinceMs = isBound ? null : (known.unboundSinceMs ?? nowMs);
    const isNewlyBound = (unboundSinceMs === null) !== (known.unboundSinceMs === null);
    const state = this.#stateOf({ ...known, unboundSinceMs }, nowMs);
    if (state === known.state && !isNewlyBound && this.#known !== null) return false;
    const sinceMs = state === known.state ? known.sinceMs : nowMs;
    this.#save({ ...known, state, sinceMs, unboundSinceMs });
    return true;
  }

  describe(): CarrierHealthDescription {
    const nowMs = this.#options.now();
    const { state, sinceMs } = this.#current;
    const now = this.#stateOf(this.#current, nowMs);
    return { state: now, sinceMs: this.#known === null || now !== state ? null : sinceMs };
  }

  get breaker(): BreakerState {
    return breakerState(this.#current.breaker, this.#options.now());
  }

  /** How many of `wanted` segments may be handed out now. */
  admits(wanted: number): number {
    if (this.#options.configuration.current?.service === "disabled") return 0;
    return admit(this.#current.breaker, breakerDefaults, wanted, this.#options.now()).admitted;
  }

  /** Counts segments that were handed out, against the trials of a breaker that is half open. */
  spend(segments: number): void {
    const { breaker } = this.#current;
    if (breaker.trialsFromMs === null) return;
    this.#save({ ...this.#current, breaker: admit(breaker, breakerDefaults, segments, this.#options.now()).breaker });
  }

  /** What attempts came to; see src/carriers/count-results.ts. */
  onResults(results: { readonly successes: number; readonly failures: number }): void {
    if (results.successes + results.failures === 0) return;
    const nowMs = this.#options.now();
    const before = this.#current.breaker;
    const breaker = recordResults(before, breakerDefaults, results, nowMs);
    if (breaker === before) return;
    this.#known = { ...this.#current, breaker };
    if (before.trialsFromMs === null && breaker.trialsFromMs === null) return;
    this.#save(this.#known);
    this.#logCircuit(breakerState(before, nowMs), breaker, nowMs);
  }

  onThrottled(): void {
    const nowMs = this.#options.now();
    const isKnown = this.#isThrottled(this.#current, nowMs);
    this.#known = { ...this.#current, throttledAtMs: nowMs };
    if (isKnown) return;
    this.#save(this.#known);
    logWarning("carrier.throttled", { carrierId: this.#carrierId });
  }

  /** What presses texts to leave now. */
  pressures(): MovePressure[] {
    const nowMs = this.#options.now();
    const { breaker, throttledAtMs } = this.#current;
    const pressures: MovePressure[] = [];
    if (this.#config?.service === "disabled") pressures.push({ reason: "disabled", trigger: null, afterMs: 0 });
    if (breaker.trialsFromMs !== null) pressures.push({ reason: "open", trigger: null, afterMs: 0 });
    const unboundAtMs = this.#unboundAtMs;
    if (unboundAtMs !== null && unboundAtMs <= nowMs) {
      pressures.push({ reason: "unbound", trigger: "unbound", afterMs: 0 });
    }
    if (throttledAtMs !== null && this.#isThrottled(this.#current, nowMs)) {
      const afterMs = (this.#config?.failover.throttledAfterSeconds ?? 0) * 1_000;
      pressures.push({ reason: "throttled", trigger: "throttled", afterMs });
    }
    return pressures;
  }

  /** When a pressure begins of itself; null where none will. */
  get nextPressureAtMs(): number | null {
    const unboundAtMs = this.#unboundAtMs;
    return unboundAtMs === null || unboundAtMs <= this.#options.now() ? null : unboundAtMs;
  }

  /** While the breaker admits nothing: when it will; null otherwise. */
  get admitsAtMs(): number | null {
    const { trialsFromMs, trialsAtMs } = this.#current.breaker;
    if (trialsFromMs === null || this.admits(1) > 0) return null;
    return this.#options.now() < trialsFromMs ? trialsFromMs : trialsAtMs + breakerDefaults.windowMs;
  }

  get isDraining(): boolean {
    return this.#config?.service === "draining";
  }

  #stateOf(health: StoredHealth, nowMs: number): CarrierState {
    if (this.#config?.service === "disabled") return "disabled";
    if (health.unboundSinceMs !== null) return "unbound";
    if (health.breaker.trialsFromMs !== null) return "open";
    if (this.#config?.service === "draining") return "draining";
    return this.#isThrottled(health, nowMs) ? "throttled" : "up";
  }

  #isThrottled({ throttledAtMs }: StoredHealth, nowMs: number): boolean {
    return throttledAtMs !== null && nowMs - throttledAtMs < throttledForMs;
  }

  /** From when on texts leave because nobody is bound. */
  get #unboundAtMs(): number | null {
    const { unboundSinceMs } = this.#current;
    const config = this.#config;
    if (unboundSinceMs === null || config === null) return null;
    return unboundSinceMs + config.failover.unboundAfterSeconds * 1_000;
  }

  get #config(): Configuration["current"] {
    return this.#options.configuration.current;
  }

  get #current(): StoredHealth {
    return (
      this.#known ?? { state: "up", sinceMs: 0, unboundSinceMs: null, throttledAtMs: null, breaker: closedBreaker }
    );
  }

  #logCircuit(before: BreakerState, after: CircuitBreaker, nowMs: number): void {
    const carrierId = this.#carrierId;
    const state = breakerState(after, nowMs);
    if (state === "open" && before !== "open") {
      logError("carrier.circuit_opened", "too many submits failed", { carrierId, openForMs: after.openForMs });
    } else if (state === "closed") logInfo("carrier.circuit_closed", { carrierId });
  }

  #save(health: StoredHealth): void {
    this.#known = health;
    const stored: StoredHealth = health.breaker.trialsFromMs === null ? { ...health, breaker: closedBreaker } : health;
    this.#options.sql.exec("INSERT OR REPLACE INTO health (id, health) VALUES (1, ?)", JSON.stringify(stored));
  }

  get #carrierId(): string {
    return this.#config?.id ?? "";
  }
}
