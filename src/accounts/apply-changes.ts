/** Fields of T to be changed; what is left out, or undefined, stays as it is. */
export type Changes<T> = { [Field in keyof T]?: T[Field] | undefined };

export function applyChanges<T extends object>(base: T, changes: Changes<T>): T {
  const changed = { ...base };
  for (const field of Object.keys(changes) as (keyof T)[]) {
    const value = changes[field];
    if (value !== undefined) changed[field] = value;
  }
  return changed;
}
