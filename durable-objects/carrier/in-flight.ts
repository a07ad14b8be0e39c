import type { TextPlace } from "./backlog.ts";

/** A text that a connector has been given. */
export interface InFlightText {
  place: TextPlace;
  messageId: string;
  journal: number;
  attempt: number;
  /** Segments (0-based) whose result is still to come. */
  outstanding: number[];
  /** Once all results are in: when the segments that must go again may go. */
  againAtMs: number;
}

/** What connectors have been given and not answered for, by message and by journal. In memory; the backlog's states rebuild it. */
export class InFlight {
  readonly #texts = new Map<string, InFlightText>();
  readonly #segmentsByJournal = new Map<number, number>();

  add(text: InFlightText): void {
    this.#texts.set(text.messageId, text);
    this.#count(text.journal, text.outstanding.length);
  }

  find(messageId: string): InFlightText | undefined {
    return this.#texts.get(messageId);
  }

  /** Takes one segment off a text; false where it was not outstanding. */
  answer(text: InFlightText, segment: number): boolean {
    const index = text.outstanding.indexOf(segment);
    if (index === -1) return false;
    text.outstanding.splice(index, 1);
    this.#count(text.journal, -1);
    return true;
  }

  remove(text: InFlightText): void {
    this.#texts.delete(text.messageId);
    this.#count(text.journal, -text.outstanding.length);
  }

  segmentsOf(journal: number): number {
    return this.#segmentsByJournal.get(journal) ?? 0;
  }

  /** Whether a journal still has the segment named `messageId:segment:attempt` to answer for. */
  expects(journal: number, key: string): boolean {
    const [messageId = "", segment, attempt] = key.split(":");
    const text = this.#texts.get(messageId);
    return (
      text !== undefined &&
      text.journal === journal &&
      text.attempt === Number(attempt) &&
      text.outstanding.includes(Number(segment))
    );
  }

  /** The journals that were given something. */
  journals(): number[] {
    return [...this.#segmentsByJournal.keys()];
  }

  get segments(): number {
    let total = 0;
    for (const count of this.#segmentsByJournal.values()) total += count;
    return total;
  }

  /** A copy of the list, so that the caller may settle texts as it goes. */
  textsOf(journal: number): InFlightText[] {
    return [...this.#texts.values()].filter((text) => text.journal === journal);
  }

  #count(journal: number, change: number): void {
    this.#segmentsByJournal.set(journal, this.segmentsOf(journal) + change);
  }
}
