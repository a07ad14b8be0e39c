import type { HttpOperatorConfig } from "../http-operators/operator-config.ts";
import { takesNewSession } from "../link/session-fields.ts";
import type { CarrierService, PublicCarrierBind } from "./carrier.ts";

/** A configuration to be compared: `credentials` differ where its secrets do, and are shown to nobody. */
export interface ComparableConfig {
  service: CarrierService;
  binds: readonly (PublicCarrierBind & { credentials: string })[];
  http: (HttpOperatorConfig & { credentials: string }) | null;
}

export type FieldValue = string | number | boolean | null;

/** A field that differs: null where it is not there. `path` is such as `submitProfile.parameters.0.tag` or `binds.b1.port`. */
export interface FieldChange {
  path: string;
  before: FieldValue;
  after: FieldValue;
}

/**
 * What becomes of a bind. bind: a session begins. unbind: it ends, its window drained. rebind: it ends and another begins.
 * adjust: it goes on, and goes by the new values at once. keep: it goes on as it is. off: there is none, before or after.
 */
export const bindEffects = ["bind", "unbind", "rebind", "adjust", "keep", "off"] as const;
export type BindEffect = (typeof bindEffects)[number];

/** What changes from one configuration to another, field by field; binds are told apart by their ids. */
export function compareConfigs(before: ComparableConfig | null, after: ComparableConfig): FieldChange[] {
  const oldFields = fieldsOf(before);
  const newFields = fieldsOf(after);
  return [...new Set([...oldFields.keys(), ...newFields.keys()])]
    .filter((path) => oldFields.get(path) !== newFields.get(path))
    .map((path) => ({
      path,
      before: shown(path, oldFields.get(path), "hidden"),
      after: shown(path, newFields.get(path), "hidden, and another"),
    }));
}

/** What becomes of each bind when a configuration takes the place of another. */
export function bindEffectsOf(
  before: ComparableConfig | null,
  after: ComparableConfig,
): { bindId: string; effect: BindEffect }[] {
  const oldBinds = new Map(before?.binds.map((bind) => [bind.id, bind]));
  const newBinds = new Map(after.binds.map((bind) => [bind.id, bind]));
  return [...new Set([...oldBinds.keys(), ...newBinds.keys()])].map((bindId) => {
    const oldBind = heldOf(before, oldBinds.get(bindId));
    const newBind = heldOf(after, newBinds.get(bindId));
    return { bindId, effect: effectOf(oldBind, newBind) };
  });
}

type ComparableBind = ComparableConfig["binds"][number];

/** The bind, where connectors are to hold it. */
function heldOf(config: ComparableConfig | null, bind: ComparableBind | undefined): ComparableBind | undefined {
  return config?.service === "disabled" || bind?.enabled !== true ? undefined : bind;
}

function effectOf(before: ComparableBind | undefined, after: ComparableBind | undefined): BindEffect {
  if (before === undefined) return after === undefined ? "off" : "bind";
  if (after === undefined) return "unbind";
  const oldFields = new Map<string, unknown>(Object.entries(before));
  const changed = Object.entries(after)
    .filter(([name, value]) => JSON.stringify(oldFields.get(name)) !== JSON.stringify(value))
    .map(([name]) => name);
  if (changed.length === 0) return "keep";
  return changed.some((name) => name === "credentials" || takesNewSession(after.kind, name)) ? "rebind" : "adjust";
}

/** Leaves by their paths; those of lists by their places, but for binds, which go by their ids. */
function fieldsOf(config: ComparableConfig | null): Map<string, FieldValue> {
  const fields = new Map<string, FieldValue>();
  if (config === null) return fields;
  const { binds, ...rest } = config;
  addLeaves(fields, "", { ...rest, binds: Object.fromEntries(binds.map(({ id, ...bind }) => [id, bind])) });
  return fields;
}

function addLeaves(fields: Map<string, FieldValue>, path: string, value: unknown): void {
  if (typeof value === "object" && value !== null) {
    for (const [name, part] of Object.entries(value)) addLeaves(fields, path === "" ? name : `${path}.${name}`, part);
  } else if (value !== undefined) fields.set(path, value as FieldValue);
}

function shown(path: string, value: FieldValue | undefined, secret: string): FieldValue {
  if (value === undefined) return null;
  return path.endsWith(".credentials") ? secret : value;
}
