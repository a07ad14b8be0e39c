import type { Outcome, Reaction } from "./outcomes.ts";
import type { SubmitRecord } from "./submit-store.ts";

/** Texts whose attempts are remembered; the oldest is forgotten first. */
const remembered = 10_000;

/** Counts how often each text was submitted, for outcomes that differ between the first attempts and later ones. */
export class Attempts {
  readonly #counts = new Map<string, number>();

  /** What to do with this attempt instead of accepting it. */
  next(
    outcome: Outcome,
    submit: Pick<SubmitRecord, "systemId" | "source" | "destination" | "body">,
  ): Reaction | undefined {
    if (outcome.first === undefined) {
      return undefined;
    }
    const body = Buffer.from(submit.body).toString("latin1");
    const key = [submit.systemId, submit.source, submit.destination, body].join("\0");
    const before = this.#counts.get(key) ?? 0;
    this.#counts.set(key, before + 1);
    if (this.#counts.size > remembered) {
      for (const oldest of this.#counts.keys()) {
        this.#counts.delete(oldest);
        break;
      }
    }
    return before < outcome.first.times ? outcome.first.reaction : undefined;
  }
}
