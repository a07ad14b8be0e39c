import type { SegmentResult } from "../../src/link/frames.ts";
import { logInfo, logWarning } from "../../src/log.ts";
import type { AlarmBook } from "../lib/alarm-book.ts";
import type { InFlight, InFlightText } from "./in-flight.ts";
import type { Links } from "./links.ts";

/** How long a connector may be gone before what it was given counts as unknown. */
const connectorLostAfterMs = 60_000;

export interface LostTextsOptions {
  inFlight: InFlight;
  links: Links;
  alarms: AlarmBook;
  carrierId: () => string;
  /** The journal of the edge itself, for HTTP operators. */
  operatorJournal: number;
  now: () => number;
  /** Applies what is said here in the place of the journal; it is no word of the carrier. */
  onLost: (results: readonly SegmentResult[], journal: number) => void;
}

/** Speaks for journals that do not hold what they were given, or are not there to say. */
export class LostTexts {
  readonly #options: LostTextsOptions;

  constructor(options: LostTextsOptions) {
    this.#options = options;
  }

  /** Puts back what a connector was given and does not hold: it never reached a socket, or its report came before this. */
  reconcile(journal: number, held: ReadonlySet<string>): void {
    const lost: SegmentResult[] = [];
    for (const text of this.#options.inFlight.textsOf(journal)) {
      for (const segment of text.outstanding) {
        if (held.has(`${text.messageId}:${segment}:${text.attempt}`)) continue;
        lost.push(resultWithout(text, segment, "unsent", "not held", this.#options.now()));
      }
    }
    this.#options.onLost(lost, journal);
    this.#options.alarms.cancel("connector-lost", String(journal));
    if (lost.length > 0) logInfo("link.reconciled", { carrierId: this.#options.carrierId(), returned: lost.length });
  }

  /** Counts everything a journal was given as unknown: nobody is left to say what became of it. */
  giveUpOn(journal: number, reason: string): boolean {
    const results = this.#unknownResults(journal, reason);
    if (results.length === 0) return false;
    logWarning("connector.given_up", { carrierId: this.#options.carrierId(), segments: results.length });
    this.#options.onLost(results, journal);
    return true;
  }

  /** The requests that an earlier instance of the object had under way: nobody is left to hear their answers. */
  recoverOperator(): void {
    const { alarms, operatorJournal, now } = this.#options;
    const results = this.#unknownResults(operatorJournal, "the edge was restarted before the answer came");
    if (results.length === 0) return;
    logWarning("http_operator.interrupted", { carrierId: this.#options.carrierId(), segments: results.length });
    this.#options.onLost(results, operatorJournal);
    alarms.set("pump", "", now());
  }

  /** A journal's link is down: if it stays so, what the journal was given counts as unknown. */
  onLinkClosed(journal: number): void {
    if (this.#options.inFlight.segmentsOf(journal) === 0) return;
    this.#options.alarms.set("connector-lost", String(journal), this.#options.now() + connectorLostAfterMs);
  }

  /** An object that died with its sockets saw none of them close. */
  onRestart(): void {
    const { inFlight, links, operatorJournal } = this.#options;
    for (const journal of inFlight.journals()) {
      if (journal !== operatorJournal && !links.isConnected(journal)) this.onLinkClosed(journal);
    }
  }

  /** The alarm's handler; true where texts wait again. */
  onConnectorLost(journal: number): boolean {
    return !this.#options.links.isConnected(journal) && this.giveUpOn(journal, "the connector is gone");
  }

  #unknownResults(journal: number, reason: string): SegmentResult[] {
    const atMs = this.#options.now();
    return this.#options.inFlight
      .textsOf(journal)
      .flatMap((text) => text.outstanding.map((segment) => resultWithout(text, segment, "unknown", reason, atMs)));
  }
}

function resultWithout(
  text: InFlightText,
  segment: number,
  outcome: "unknown" | "unsent",
  reason: string,
  atMs: number,
): SegmentResult {
  return { messageId: text.messageId, segment, attempt: text.attempt, bindId: "", outcome, reason, atMs };
}
