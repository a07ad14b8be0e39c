/** Examples of a difference that are told. */
const exampleLimit = 20;

/** How one table differs from another: rows by their key, and the first twenty of them, with null where there is no such row. */
export interface TableDiff<Value> {
  added: number;
  removed: number;
  changed: number;
  examples: { key: string; before: Value | null; after: Value | null }[];
}

export function compareTables<Value>(
  before: ReadonlyMap<string, Value>,
  after: ReadonlyMap<string, Value>,
): TableDiff<Value> {
  const diff: TableDiff<Value> = { added: 0, removed: 0, changed: 0, examples: [] };
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const [oldValue, newValue] = [before.get(key) ?? null, after.get(key) ?? null];
    if (oldValue === newValue) continue;
    if (oldValue === null) diff.added++;
    else if (newValue === null) diff.removed++;
    else diff.changed++;
    if (diff.examples.length < exampleLimit) diff.examples.push({ key, before: oldValue, after: newValue });
  }
  return diff;
}
