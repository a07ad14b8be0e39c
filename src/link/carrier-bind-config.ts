import { z } from "zod";
import { bindConfigSchema } from "./bind-config.ts";
import { ucpBindConfigSchema } from "./ucp-bind-config.ts";

/** A bind of a carrier, in whichever protocol: `kind` tells them apart. */
export const carrierBindConfigSchema = z.discriminatedUnion("kind", [bindConfigSchema, ucpBindConfigSchema]);

export type CarrierBindConfig = z.infer<typeof carrierBindConfigSchema>;
