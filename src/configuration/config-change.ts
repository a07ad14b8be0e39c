/** Who changes the configuration, when and why. */
export interface ConfigChange {
  author: string;
  note: string | null;
  /** The version that was read before the change, 0 for none; undefined stores it whatever is there. */
  expectedVersion?: number | undefined;
  /** Epoch ms. */
  nowMs: number;
}
