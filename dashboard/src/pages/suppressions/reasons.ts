import type { Schema } from "../../api/client.ts";

export const suppressionsViews = ["list", "words"] as const;
export type SuppressionsView = (typeof suppressionsViews)[number];

export const suppressionReasons = [
  "opted_out",
  "complaint",
  "invalid",
  "manual",
] as const satisfies readonly Schema<"Suppression">["reason"][];
