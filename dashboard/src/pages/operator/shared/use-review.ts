import { useState } from "react";
import { toast } from "../../../ui/toast.ts";

interface ReviewOptions<Input, Trial> {
  /** Asks what would come of it, and stores nothing. */
  tryIt: (input: Input) => Promise<Trial>;
  /** Does it, with the words for the record. */
  apply: (input: Input, note: string | undefined, trial: Trial) => Promise<unknown>;
  done: string;
  onDone: (input: Input) => unknown;
}

export interface Review<Input, Trial> {
  check: (input: Input) => void;
  /** The dry run is under way. */
  checking: boolean;
  /** What would come of it: undefined while nothing is on trial. */
  trial: Trial | undefined;
  apply: (note: string | undefined) => void;
  applying: boolean;
  close: () => void;
  /** Why the dry run, or the change, was refused. */
  problem: unknown;
}

interface Held<Input, Trial> {
  input: Input;
  trial: Trial;
}

/** A change in two steps: first what would become of texts, then the change itself, as it was tried. */
export function useReview<Input, Trial>(options: ReviewOptions<Input, Trial>): Review<Input, Trial> {
  const { tryIt, apply, done, onDone } = options;
  const [held, setHeld] = useState<Held<Input, Trial>>();
  const [busy, setBusy] = useState<"checking" | "applying">();
  const [problem, setProblem] = useState<unknown>(null);

  const during = async (what: "checking" | "applying", work: () => Promise<void>): Promise<void> => {
    setBusy(what);
    setProblem(null);
    try {
      await work();
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(undefined);
    }
  };

  return {
    check: (input) => void during("checking", async () => setHeld({ input, trial: await tryIt(input) })),
    checking: busy === "checking",
    trial: held?.trial,
    apply(note) {
      if (held === undefined) return;
      void during("applying", async () => {
        await apply(held.input, note, held.trial);
        setHeld(undefined);
        toast("good", done);
        await onDone(held.input);
      });
    },
    applying: busy === "applying",
    close() {
      setHeld(undefined);
      setProblem(null);
    },
    problem,
  };
}

/** The headers of a change that is for one version only: somebody else's change meanwhile is not lost. */
export function onlyFor(version: number): { "If-Match": string } | { "If-None-Match": "*" } {
  return version === 0 ? { "If-None-Match": "*" } : { "If-Match": `"${version}"` };
}
