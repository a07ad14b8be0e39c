/** What is asked of a log. */
export interface LogQuestion {
  /** Epoch ms; from the first moment on, and before the second. */
  afterMs: number;
  beforeMs: number;
  /** The key of the last file that was seen. */
  afterKey: string | undefined;
  account: string | undefined;
  message: string | undefined;
  carrier: string | undefined;
  event: string | undefined;
}

/** What a log answers with, read as it is taken. */
export interface LogAnswer {
  /** Of its lines, for the name of a file. */
  name: string;
  /** CSV's. */
  header: string;
  /** Lines that came together. */
  groups: AsyncGenerator<LogGroup, undefined>;
  /** The key of the last file that was looked at. */
  lastKey: string | undefined;
  /** Whether there may be more after that. */
  more: boolean;
}

export interface LogGroup {
  csv: () => string;
  json: () => object[];
}
