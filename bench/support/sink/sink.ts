import { loopback } from "../../../local/ports.ts";
import { ScriptProcess } from "../script-process.ts";
import type { SinkCounts, SinkRequest } from "./protocol.ts";

/** The sink's process as the bench sees it. */
export class Sink {
  readonly #process: ScriptProcess<SinkRequest>;

  private constructor(process: ScriptProcess<SinkRequest>) {
    this.#process = process;
  }

  static async start(): Promise<Sink> {
    return new Sink(await ScriptProcess.start<SinkRequest>("support/sink/main.ts"));
  }

  get url(): string {
    return `http://${loopback}:${this.#process.port}`;
  }

  get pid(): number {
    return this.#process.pid;
  }

  /** Forgets what it has seen. With null no signature is checked. */
  async reset(secret: string | null): Promise<void> {
    await this.#process.ask({ do: "reset", secret });
  }

  async counts(): Promise<SinkCounts> {
    return (await this.#process.ask({ do: "count" })) as SinkCounts;
  }

  /** When each of the first `count` texts was told of; 0 for those that were not. */
  async times(count: number): Promise<number[]> {
    return (await this.#process.ask({ do: "times", count })) as number[];
  }

  stop(): Promise<void> {
    return this.#process.stop();
  }
}
