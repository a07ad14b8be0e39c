/** Bindings and secrets that an operator may add: wrangler.toml does not have them, so nobody generates their types. */
interface Env {
  /** A dataset of Analytics Engine for counts of messages. */
  TRAFFIC?: AnalyticsEngineDataset;
  /** Headers for the collector of traces. */
  TRACES_HEADERS?: string;
}
