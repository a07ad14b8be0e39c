import type { Bench, Settings } from "./gateway.ts";
import type { ProcessUse } from "./process-meter.ts";

/** What one subject did in one round. */
export interface Turn {
  /** By the key of the scene's columns; others are only in the JSON. */
  figures: Record<string, number>;
  /** CPU and memory of each process, over so many texts. */
  use?: { texts: number; processes: Record<string, ProcessUse> };
}

/** Who is measured in a scene, and how. */
export interface Subject {
  name: string;
  /** What is on disk, and when. */
  durable: string;
  isKannel: boolean;
  /** The subject whose figures this one's are divided by; the scene's own when absent. */
  baseline?: string;
  measure: (bench: Bench) => Promise<Turn>;
}

export interface Column {
  key: string;
  head: string;
  /** Decimals shown. */
  digits: number;
}

export interface Scene {
  /** One letter, as in `--scenes`. */
  id: string;
  title: string;
  /** What happens in it, for the reader of the table. */
  about: (settings: Settings) => string;
  columns: readonly Column[];
  /** The column of which ratios are shown. */
  ratioOf: string;
  baseline?: string;
  subjects: (settings: Settings) => readonly Subject[];
}

export const heliographDurable = "each step, synced";
