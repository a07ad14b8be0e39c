import { RpcTarget } from "cloudflare:workers";
import type { CarrierDescription } from "../../src/carriers/carrier.ts";
import type { CarrierEdit, CarrierVersion, CarrierVersionSummary } from "../../src/carriers/carrier-edit.ts";
import type { FieldChange } from "../../src/carriers/compare-configs.ts";
import type { ConfigChange } from "../../src/configuration/config-change.ts";
import { type Result, fail, ok } from "../../src/errors.ts";
import { logInfo } from "../../src/log.ts";
import type { Page } from "../../src/page.ts";
import type { CarrierContext } from "./carrier-context.ts";
import type { EditPreview } from "./configuration.ts";
import { describeCarrier } from "./describe.ts";
import type { HttpOperator } from "./http-operator.ts";
import { startSweeping } from "./sweep.ts";
import type { TextFlow } from "./text-flow.ts";

/** What operators do with the carrier's configuration and its versions. */
export class CarrierConfiguration extends RpcTarget {
  readonly #context: CarrierContext;
  readonly #operator: HttpOperator;
  readonly #flow: TextFlow;

  constructor(context: CarrierContext, operator: HttpOperator, flow: TextFlow) {
    super();
    this.#context = context;
    this.#operator = operator;
    this.#flow = flow;
  }

  /**
   * Puts a change in force, tells the carrier's connectors and hands out what may go now. Errors: version_conflict, not_found,
   * invalid_request.
   */
  async apply(edit: CarrierEdit, change: ConfigChange): Promise<Result<CarrierDescription>> {
    const { configuration, leases } = this.#context;
    const applied = await configuration.apply(edit, change);
    if (!applied.ok) return applied;
    const { version, changed } = applied.value;
    if (changed) {
      startSweeping(this.#context);
      await leases.onConfigured();
      this.#operator.desk.onConfigured();
      this.#flow.onConfigured();
      logInfo("carrier.configured", { carrierId: this.#context.carrierId, version, author: change.author });
    }
    const description = describeCarrier(this.#context, this.#flow, await this.#operator.describe());
    return description === null ? fail("not_found") : ok(description);
  }

  /** What a change would come to, and what is under way now; nothing is stored. Errors as those of `apply`. */
  async preview(
    edit: CarrierEdit,
    expectedVersion: number | undefined,
  ): Promise<Result<EditPreview & { numbers: TextFlow["numbers"] }>> {
    const preview = await this.#context.configuration.preview(edit, expectedVersion);
    return preview.ok ? ok({ ...preview.value, numbers: this.#flow.numbers }) : preview;
  }

  /** Forgets the configuration, its versions and its credentials. Errors: not_found, carrier_in_use while it is not drained. */
  async delete(author: string): Promise<Result<null>> {
    const { configuration, leases, links, storage } = this.#context;
    const description = describeCarrier(this.#context, this.#flow, null);
    if (description === null) return fail("not_found");
    const { service, drained } = description;
    if (service !== "disabled") return fail("carrier_in_use", { message: "The carrier is not disabled." });
    if (!drained) return fail("carrier_in_use", { message: "The carrier still has texts that wait or are under way." });
    storage.transactionSync(() => configuration.delete());
    await leases.onConfigured();
    for (const { socket } of links.all()) socket.close(1000, "the carrier is gone");
    logInfo("carrier.deleted", { carrierId: description.id, author });
    return ok(null);
  }

  /** Newest first. */
  listVersions(page: { beforeVersion?: number | undefined; limit: number }): Page<CarrierVersionSummary> {
    return this.#context.configuration.listVersions(page);
  }

  /** Errors: not_found. */
  findVersion(version: number): Result<CarrierVersion> {
    return this.#context.configuration.findVersion(version);
  }

  /** Errors: not_found. */
  compareVersions(from: number, to: number): Result<FieldChange[]> {
    return this.#context.configuration.compareVersions(from, to);
  }
}
