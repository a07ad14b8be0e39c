import { defaultAlphabet, gsmCodeOf, unmapped } from "#sms/gsm-alphabet.ts";
import type { TextPlan } from "#sms/plan-text.ts";

/**
 * What is worth saying about a character: `foreign` is not in GSM 7-bit, `extension` counts as two there, `replaced` and
 * `dropped` is what transliteration did.
 */
export type MarkKind = "plain" | "foreign" | "extension" | "replaced" | "dropped";

export interface TextRun {
  kind: MarkKind;
  text: string;
  /** What stands in its place, where it was replaced. */
  becomes?: string;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** A text as runs of characters of one kind; one run for each that was replaced. `plan` is how the text goes. */
export function markText(text: string, plan: Pick<TextPlan, "encoding" | "replaced">): TextRun[] {
  const replaced = new Map(plan.replaced.map((replacement) => [replacement.index, replacement]));
  const runs: TextRun[] = [];
  for (let index = 0; index < text.length;) {
    const replacement = replaced.get(index);
    if (replacement !== undefined) {
      const { from, to } = replacement;
      runs.push(to === "" ? { kind: "dropped", text: from } : { kind: "replaced", text: from, becomes: to });
      index += from.length;
    } else {
      const character = characterAt(text, index, replaced);
      append(runs, kindOf(character, plan.encoding), character);
      index += character.length;
    }
  }
  return runs;
}

/** Each marked character once, in order, for a list of them. */
export function listMarks(runs: readonly TextRun[]): TextRun[] {
  const seen = new Map<string, TextRun>();
  for (const run of runs) {
    if (run.kind === "plain") continue;
    const characters = run.kind === "extension" || run.kind === "foreign" ? graphemesOf(run.text) : [run.text];
    for (const text of characters) {
      const key = `${run.kind} ${text}`;
      if (!seen.has(key)) seen.set(key, { ...run, text });
    }
  }
  return [...seen.values()];
}

/** A whole character as people see it, unless part of it is replaced. */
function characterAt(text: string, index: number, replaced: ReadonlyMap<number, unknown>): string {
  const character = segmenter.segment(text).containing(index);
  const end = character === undefined ? index + 1 : character.index + character.segment.length;
  for (let next = index + 1; next < end; next++) if (replaced.has(next)) return text.slice(index, next);
  return text.slice(index, end);
}

function kindOf(character: string, encoding: TextPlan["encoding"]): MarkKind {
  let isExtension = false;
  for (let index = 0; index < character.length; index++) {
    const code = gsmCodeOf(defaultAlphabet, character.charCodeAt(index));
    if (code === unmapped) return "foreign";
    if (code > 0x7f) isExtension = true;
  }
  // UCS-2 knows no escapes: there each counts as one.
  return isExtension && encoding === "gsm7" ? "extension" : "plain";
}

function append(runs: TextRun[], kind: MarkKind, text: string): void {
  const last = runs.at(-1);
  if (last?.kind === kind) last.text += text;
  else runs.push({ kind, text });
}

function graphemesOf(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}
