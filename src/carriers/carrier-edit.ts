import type { HttpOperatorDraft } from "../http-operators/operator-config.ts";
import type { CarrierBind, CarrierConfig, CarrierService, PublicCarrierBind } from "./carrier.ts";

/** A bind as a change names it; a password or a client's key that is left out stays what it is. */
export type CarrierBindDraft = DraftOf<CarrierBind>;

type DraftOf<Bind> = Bind extends { password: string }
  ? Omit<Bind, "password"> & { password?: string | undefined }
  : never;

/** A whole configuration as a change names it. */
export type CarrierDraft = Omit<CarrierConfig, "binds" | "http"> & {
  binds: CarrierBindDraft[];
  http: HttpOperatorDraft | null;
};

/** One change of a carrier's configuration; each that changes anything makes a version. */
export type CarrierEdit =
  | { kind: "replace"; draft: CarrierDraft }
  | { kind: "revert"; version: number }
  | { kind: "service"; service: CarrierService }
  | { kind: "bind"; bindId: string; enabled: boolean };

/** The configuration without secrets. */
export type PublicCarrierConfig = Omit<CarrierConfig, "binds"> & { binds: PublicCarrierBind[] };

/** When a version of a carrier's configuration was made, by whom and why. */
export interface CarrierVersionSummary {
  version: number;
  /** Epoch ms. */
  createdAtMs: number;
  author: string;
  note: string | null;
}

export interface CarrierVersion extends CarrierVersionSummary {
  config: PublicCarrierConfig;
}
