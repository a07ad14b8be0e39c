import type { QueryClient } from "@tanstack/react-query";
import { unwrap } from "../../../api/api-error.ts";
import { clientOf, type Schema } from "../../../api/client.ts";
import { invalidate } from "../../../api/queries.ts";
import { onlyFor } from "../shared/use-review.ts";

export type Carrier = Schema<"Carrier">;
export type CarrierTrial = Schema<"CarrierTrial">;
export type NewCarrier = Schema<"NewCarrier">;
export type CarrierConfiguration = Schema<"CarrierConfiguration">;
export type SwitchAction = "drain" | "disable" | "activate";
export type BindAction = "disable" | "activate";

type Stored = CarrierTrial | Carrier;

/** Everything that shows carriers is read again. */
export function invalidateCarrier(queries: QueryClient): Promise<void> {
  return invalidate(
    queries,
    null,
    "/admin/v1/carriers",
    "/admin/v1/carriers/{id}",
    "/admin/v1/carriers/{id}/versions",
    "/admin/v1/system",
  );
}

export function tryCarrier(id: string, body: NewCarrier, version: number): Promise<CarrierTrial> {
  return trialOf(putCarrier(id, body, version, "true"));
}

export function saveCarrier(id: string, body: NewCarrier, version: number): Promise<unknown> {
  return putCarrier(id, body, version, "false");
}

function putCarrier(id: string, body: NewCarrier, version: number, dryRun: "true" | "false"): Promise<Stored> {
  const params = { path: { id }, query: { dryRun }, header: onlyFor(version) };
  return unwrap(clientOf(null).PUT("/admin/v1/carriers/{id}", { params, body }));
}

const switches = {
  drain: "/admin/v1/carriers/{id}/drain",
  disable: "/admin/v1/carriers/{id}/disable",
  activate: "/admin/v1/carriers/{id}/activate",
} as const;

export function trySwitch(id: string, action: SwitchAction): Promise<CarrierTrial> {
  const params = { path: { id }, query: { dryRun: "true" as const } };
  return trialOf(unwrap(clientOf(null).POST(switches[action], { params, body: {} })));
}

export function switchCarrier(id: string, action: SwitchAction, note: string | undefined): Promise<unknown> {
  return unwrap(clientOf(null).POST(switches[action], { params: { path: { id } }, body: bodyOf(note) }));
}

const bindSwitches = {
  disable: "/admin/v1/carriers/{id}/binds/{bindId}/disable",
  activate: "/admin/v1/carriers/{id}/binds/{bindId}/activate",
} as const;

export function tryBindSwitch(id: string, bindId: string, action: BindAction): Promise<CarrierTrial> {
  const params = { path: { id, bindId }, query: { dryRun: "true" as const } };
  return trialOf(unwrap(clientOf(null).POST(bindSwitches[action], { params, body: {} })));
}

export function switchBind(id: string, bindId: string, action: BindAction, note: string | undefined): Promise<unknown> {
  const params = { path: { id, bindId } };
  return unwrap(clientOf(null).POST(bindSwitches[action], { params, body: bodyOf(note) }));
}

function bodyOf(note: string | undefined): { note?: string } {
  return note === undefined ? {} : { note };
}

async function trialOf(answer: Promise<Stored>): Promise<CarrierTrial> {
  const trial = await answer;
  if ("dryRun" in trial) return trial;
  throw new Error("A dry run was answered with something else");
}
