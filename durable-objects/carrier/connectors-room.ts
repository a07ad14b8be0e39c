import { RpcTarget } from "cloudflare:workers";
import type { CarrierLink, ConnectorService } from "../../src/connectors/connector.ts";
import type { CarrierContext } from "./carrier-context.ts";
import { describeLinks } from "./describe.ts";

/** The carrier's connectors, as operators see and drain them. */
export class CarrierConnectors extends RpcTarget {
  readonly #context: CarrierContext;

  constructor(context: CarrierContext) {
    super();
    this.#context = context;
  }

  /** Those that are linked, and the binds each has. */
  listLinks(): CarrierLink[] {
    return describeLinks(this.#context);
  }

  /** An operator drained a connector or took it back. */
  async setService(service: ConnectorService): Promise<void> {
    const { draining, leases } = this.#context;
    if (draining.learn(service)) await leases.onConnectorsChanged();
  }
}
