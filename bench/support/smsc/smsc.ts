import { ScriptProcess } from "../script-process.ts";
import type { InboundPlan, SmscCounts, SmscRequest, SmscTimes } from "./protocol.ts";

/** The SMSC's process as the bench sees it. */
export class Smsc {
  readonly #process: ScriptProcess<SmscRequest>;

  private constructor(process: ScriptProcess<SmscRequest>) {
    this.#process = process;
  }

  static async start(): Promise<Smsc> {
    return new Smsc(await ScriptProcess.start<SmscRequest>("support/smsc/main.ts"));
  }

  get port(): number {
    return this.#process.port;
  }

  get pid(): number {
    return this.#process.pid;
  }

  /** Forgets what it has seen. With null nobody gets a receipt. */
  async reset(receiptDelayMs: number | null): Promise<void> {
    await this.#process.ask({ do: "reset", receiptDelayMs });
  }

  async counts(): Promise<SmscCounts> {
    return (await this.#process.ask({ do: "count" })) as SmscCounts;
  }

  /** Of the first `count` texts. */
  async times(count: number): Promise<SmscTimes> {
    return (await this.#process.ask({ do: "times", count })) as SmscTimes;
  }

  /** Begins to send texts from handsets. */
  async sendInbound(plan: InboundPlan): Promise<void> {
    await this.#process.ask({ do: "inbound", ...plan });
  }

  stop(): Promise<void> {
    return this.#process.stop();
  }
}
