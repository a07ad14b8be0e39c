import type { BindState } from "../link/frames.ts";

/** Whether an operator drains a connector, and which change said so; a later change has a higher number. */
export interface ConnectorService {
  connectorId: string;
  isDraining: boolean;
  /** The version of the change, 0 where nobody ever made one. */
  revision: number;
}

/** A bind that a connector has. */
export interface LinkedBind {
  bindId: string;
  state: BindState;
  /** Epoch ms. */
  sinceMs: number;
  reason?: string | undefined;
  /** Whether it is leased to this connector; else it has yet to let go of it. */
  leased: boolean;
}

/** A connector's link to a carrier, as the carrier sees it. */
export interface CarrierLink {
  connectorId: string;
  /** When it was opened, and when the connector was last heard; epoch ms, null where that is not known. */
  sinceMs: number | null;
  heardAtMs: number | null;
  binds: LinkedBind[];
}

/** A connector, and what it holds at which carrier. */
export interface ConnectorDescription {
  id: string;
  /** Of the program, null where it has not said. */
  version: string | null;
  draining: boolean;
  /** Whether it is being drained and holds no bind any more. */
  drained: boolean;
  /** The last change of whether it is drained: null where there was none. */
  change: { version: number; atMs: number; author: string; note: string | null } | null;
  /** Epoch ms; null where it is not known. */
  firstSeenAtMs: number | null;
  lastSeenAtMs: number | null;
  links: (CarrierLink & { carrierId: string })[];
}
