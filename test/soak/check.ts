import { isFinal, whyLost, whyTwice, whyWrong } from "./judge-text.ts";
import type { SoakMessage } from "./read-model.ts";
import type { SmscSubmit } from "./records.ts";
import { expectedStatuses, soakText } from "./texts.ts";

/** What is known at each end, independently of the other. */
export interface Evidence {
  /** Ids by the number of the text, of every 202. */
  accepted: ReadonlyMap<number, string>;
  /** By id, through the API. */
  messages: ReadonlyMap<string, SoakMessage>;
  submits: readonly SmscSubmit[];
  mos: { sent: number; received: ReadonlyMap<number, number> };
}

export interface SoakFigures {
  /** Texts with a 202. */
  accepted: number;
  /** By the timelines of the API. `again`: segments that were sent again, each time counted. */
  edge: { segments: number; delivered: number; otherEnds: number; unknown: number; again: number };
  /**
   * By the files of the SMSCs. `delivered`: texts taken whole that are to be delivered. `unknown`: those that are unknown at the
   * edge, and taken whole. `again`: submits of segments that were there before.
   */
  smscs: {
    texts: number;
    segments: number;
    delivered: number;
    unknown: number;
    again: number;
    refused: number;
    ignored: number;
  };
  /** Segments that SMSCs took more than once. */
  takenTwice: number;
  takenTwiceUnexplained: number;
  mos: { sent: number; received: number; twice: number; lost: number };
  /** Texts that no SMSC ever saw though nobody said so, and those without an end. */
  lost: number;
  wrongStatus: number;
  /** Texts at an SMSC that nobody got a 202 for. */
  phantoms: number;
}

export interface Verdict {
  figures: SoakFigures;
  /** A line for each text that is not as it should be. */
  problems: string[];
}

/** Holds what the edge says against what the SMSCs have. */
export function check({ accepted, messages, submits, mos }: Evidence): Verdict {
  const problems: string[] = [];
  const counts = { lost: 0, wrongStatus: 0, takenTwice: 0, takenTwiceUnexplained: 0 };
  const smscs = countSubmits(submits);
  const edge = { segments: 0, delivered: 0, otherEnds: 0, unknown: 0, again: 0 };
  const byText = Map.groupBy(submits, ({ number }) => number);

  for (const [number, id] of accepted) {
    const message = messages.get(id);
    const seen = byText.get(number) ?? [];
    const complain = (what: keyof typeof counts, why: string): void => {
      counts[what]++;
      problems.push(`${what}: ${why}; ${JSON.stringify({ text: soakText(number), message, atSmscs: seen })}`);
    };
    const lost = whyLost(message, seen);
    if (lost !== undefined) complain("lost", lost);
    for (const [segment, of] of Map.groupBy(seen, (submit) => submit.segment)) {
      const written = of.filter(({ verdict }) => verdict !== "refused");
      if (written.length > 1) smscs.again += written.length - 1;
      if (of.filter(isTaken).length > 1) counts.takenTwice++;
      const twice = whyTwice(segment, message, written);
      if (twice !== undefined) complain("takenTwiceUnexplained", twice);
    }
    if (message === undefined) continue;
    const wrong = lost === undefined ? whyWrong(number, message, seen) : undefined;
    if (wrong !== undefined) complain("wrongStatus", wrong);
    countMessage(edge, message);
    const isWhole = new Set(seen.filter(isTaken).map(({ segment }) => segment)).size === message.segments;
    if (isWhole && expectedStatuses(soakText(number)).includes("delivered")) smscs.delivered++;
    if (isWhole && message.status === "unknown") smscs.unknown++;
  }

  const phantoms = [...byText.keys()].filter((number) => number === undefined || !accepted.has(number));
  problems.push(...phantoms.map((number) => `phantom: an SMSC has text ${number}, which has no 202`));
  const lostMos = Array.from({ length: mos.sent }, (_, number) => number).filter((number) => !mos.received.has(number));
  problems.push(...lostMos.map((number) => `lost: MO ${number} is not in the read model`));
  const twice = [...mos.received.values()].filter((times) => times > 1).length;
  return {
    problems,
    figures: {
      accepted: accepted.size,
      edge,
      smscs,
      ...counts,
      phantoms: phantoms.length,
      mos: { sent: mos.sent, received: mos.received.size, twice, lost: lostMos.length },
    },
  };
}

function isTaken({ verdict }: SmscSubmit): boolean {
  return verdict === "accepted";
}

function countSubmits(submits: readonly SmscSubmit[]): SoakFigures["smscs"] {
  const taken = submits.filter(isTaken);
  return {
    texts: new Set(taken.map(({ number }) => number)).size,
    segments: new Set(taken.map(({ number, segment }) => `${number}/${segment}`)).size,
    refused: submits.filter(({ verdict }) => verdict === "refused").length,
    ignored: submits.filter(({ verdict }) => verdict === "ignored").length,
    delivered: 0,
    unknown: 0,
    again: 0,
  };
}

function countMessage(edge: SoakFigures["edge"], { status, timeline }: SoakMessage): void {
  edge.segments += new Set(timeline.filter(({ type }) => type === "sent").map(({ segment }) => segment)).size;
  edge.again += timeline.filter(({ type }) => type === "resent").length;
  if (status === "delivered") edge.delivered++;
  else if (status === "unknown") edge.unknown++;
  else if (isFinal(status)) edge.otherEnds++;
}
