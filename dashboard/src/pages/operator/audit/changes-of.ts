import type { Schema } from "../../../api/client.ts";
import type { Change } from "../shared/changes-table.tsx";

/** What an entry changed, value by value: nested ones by their path, those that stayed left out. */
export function changesOf({ before, after }: Pick<Schema<"AuditEntry">, "before" | "after">): Change[] {
  const old = flatten(before);
  const young = flatten(after);
  const paths = [...new Set([...old.keys(), ...young.keys()])];
  return paths
    .map((path) => ({ path, before: old.get(path), after: young.get(path) }))
    .filter((change) => JSON.stringify(change.before ?? null) !== JSON.stringify(change.after ?? null));
}

function flatten(value: unknown, path = "", into = new Map<string, unknown>()): Map<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    for (const [name, inner] of Object.entries(value)) flatten(inner, path === "" ? name : `${path}.${name}`, into);
  } else if (path !== "") {
    into.set(path, value);
  }
  return into;
}
