import type { UserDataEncoding } from "./decode-user-data.ts";
import { type PartContent, joinParts } from "./join-parts.ts";

/** How parts are numbered: an 8-bit or 16-bit reference in the user data header, or SAR parameters (SMPP 3.4 §5.3.2.22). */
export type ConcatenationKind = "udh8" | "udh16" | "sar";

/** One part of a text from a handset. */
export interface InboundPart {
  /** The caller's own name for it, such as a row id: given back with the text that it ended up in. */
  readonly id: string;
  readonly carrierId: string;
  readonly from: string;
  readonly to: string;
  readonly kind: ConcatenationKind;
  readonly reference: number;
  readonly total: number;
  /** 1-based. */
  readonly sequence: number;
  readonly content: PartContent;
  /** Epoch ms. */
  readonly receivedAtMs: number;
}

/**
 * Why a text is given out. complete: all parts are there. timeout: the rest did not come. replaced: other content came under
 * the same number, so the sender has begun another text with that reference. evicted: too much was held.
 */
export type ReassemblyEnd = "complete" | "timeout" | "replaced" | "evicted";

export interface ReassembledText {
  readonly carrierId: string;
  readonly from: string;
  readonly to: string;
  /** What came, in order; nothing stands for what is missing. */
  readonly text: string;
  readonly encoding?: UserDataEncoding;
  /** Parts that the text has. */
  readonly parts: number;
  /** Parts that did not come, 1-based; none when complete. */
  readonly missing: readonly number[];
  readonly end: ReassemblyEnd;
  /** Names of the parts it was put together from. */
  readonly partIds: readonly string[];
  readonly firstReceivedAtMs: number;
  readonly lastReceivedAtMs: number;
}

export interface ReassemblyLimits {
  /** How long after its first part a text is given out as it is. */
  readonly timeoutMs: number;
  /** Octets held over all texts; past it the oldest texts are given out as they are. */
  readonly heldOctets: number;
}

export const reassemblyDefaults: ReassemblyLimits = { timeoutMs: 300_000, heldOctets: 8_000_000 };

/** What holding a part takes besides its content. */
const octetsPerPart = 300;

interface PendingText {
  readonly key: string;
  readonly deadlineMs: number;
  readonly parts: Map<number, InboundPart>;
}

/**
 * Puts the parts of texts from handsets together, in whatever order they come. Parts belong together when carrier, both
 * addresses, kind and reference of concatenation, and total agree (3GPP TS 23.040 §9.2.3.24.1): parts that claim another total
 * are of another text. It has no clock and no store: give it the stored parts again, in their order, after a restart.
 */
export class Reassembly {
  readonly #limits: ReassemblyLimits;
  /** In the order of their first parts, which is that of their deadlines. */
  readonly #pending = new Map<string, PendingText>();
  #heldOctets = 0;

  constructor(limits: ReassemblyLimits = reassemblyDefaults) {
    this.#limits = limits;
  }

  /** Texts that wait for parts. */
  get pendingCount(): number {
    return this.#pending.size;
  }

  /** When `expire` has something to give out, epoch ms; null when nothing waits. */
  get nextDeadlineMs(): number | null {
    for (const { deadlineMs } of this.#pending.values()) return deadlineMs;
    return null;
  }

  /**
   * Takes a part and gives the texts that it ends, the oldest first. `isDuplicate` says that the part was here before with the
   * same content, and is not held again. A part that cannot be one of its total (0 of 3, 4 of 3) is a text by itself.
   */
  add(part: InboundPart): { readonly isDuplicate: boolean; readonly texts: readonly ReassembledText[] } {
    if (part.total <= 1 || part.sequence < 1 || part.sequence > part.total) {
      return { isDuplicate: false, texts: [assemble([part], 1, "complete")] };
    }
    const key = keyOf(part);
    const texts: ReassembledText[] = [];
    let pending = this.#pending.get(key);
    const known = pending?.parts.get(part.sequence);
    if (pending !== undefined && known !== undefined) {
      if (isSameContent(known.content, part.content)) return { isDuplicate: true, texts };
      texts.push(this.#release(pending, "replaced"));
      pending = undefined;
    }
    if (pending === undefined) {
      pending = { key, deadlineMs: part.receivedAtMs + this.#limits.timeoutMs, parts: new Map() };
      this.#pending.set(key, pending);
    }
    pending.parts.set(part.sequence, part);
    this.#heldOctets += octetsOf(part);
    if (pending.parts.size === part.total) texts.push(this.#release(pending, "complete"));
    if (this.#heldOctets > this.#limits.heldOctets) texts.push(...this.#evict());
    return { isDuplicate: false, texts };
  }

  /** The texts whose time is over, the oldest first; never more than `limit`. */
  expire(nowMs: number, limit = Infinity): ReassembledText[] {
    const texts: ReassembledText[] = [];
    for (const pending of this.#pending.values()) {
      if (pending.deadlineMs > nowMs || texts.length >= limit) break;
      texts.push(this.#release(pending, "timeout"));
    }
    return texts;
  }

  #evict(): ReassembledText[] {
    const texts: ReassembledText[] = [];
    for (const pending of this.#pending.values()) {
      if (this.#heldOctets <= this.#limits.heldOctets) break;
      texts.push(this.#release(pending, "evicted"));
    }
    return texts;
  }

  #release(pending: PendingText, end: ReassemblyEnd): ReassembledText {
    const parts = [...pending.parts.values()];
    this.#pending.delete(pending.key);
    for (const part of parts) this.#heldOctets -= octetsOf(part);
    return assemble(parts, parts[0]?.total ?? parts.length, end);
  }
}

function keyOf({ carrierId, from, to, kind, reference, total }: InboundPart): string {
  return JSON.stringify([carrierId, from, to, kind, reference, total]);
}

function assemble(parts: readonly InboundPart[], total: number, end: ReassemblyEnd): ReassembledText {
  const inOrder = parts.toSorted((a, b) => a.sequence - b.sequence);
  const [first] = inOrder;
  const bySequence = new Map(inOrder.map((part) => [part.sequence, part.content]));
  const sequences = Array.from({ length: total }, (_, index) => index + 1);
  const missing = total === 1 ? [] : sequences.filter((sequence) => !bySequence.has(sequence));
  const contents =
    total === 1 ? inOrder.map(({ content }) => content) : sequences.map((at) => bySequence.get(at) ?? null);
  return {
    carrierId: first?.carrierId ?? "",
    from: first?.from ?? "",
    to: first?.to ?? "",
    ...joinParts(contents),
    parts: total,
    missing,
    end,
    partIds: inOrder.map(({ id }) => id),
    firstReceivedAtMs: Math.min(...parts.map(({ receivedAtMs }) => receivedAtMs)),
    lastReceivedAtMs: Math.max(...parts.map(({ receivedAtMs }) => receivedAtMs)),
  };
}

function octetsOf({ content }: InboundPart): number {
  return octetsPerPart + ("data" in content ? content.data.length : content.text.length * 2);
}

function isSameContent(a: PartContent, b: PartContent): boolean {
  if ("text" in a || "text" in b) return "text" in a && "text" in b && a.text === b.text;
  return (
    a.dataCoding === b.dataCoding &&
    a.data.length === b.data.length &&
    a.data.every((octet, index) => octet === b.data[index])
  );
}
