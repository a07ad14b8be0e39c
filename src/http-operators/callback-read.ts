import type { CallbackItem } from "./callback-fields.ts";

/** Reports of an operator name this in the place of a bind. */
export const operatorBind = "http";

/** What a call brought, or which field of it is wrong and how; the reason holds nothing of the call itself. */
export type CallbackRead<Report> =
  | { readonly ok: true; readonly reports: Report[] }
  | { readonly ok: false; readonly path: string; readonly reason: string };

export function problemOf(item: CallbackItem, field: string, reason: string): { path: string; reason: string } {
  return { path: item.pathOf(field), reason };
}
