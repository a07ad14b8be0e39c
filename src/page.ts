/** One page of a list. `next` names its last item where more follow, null where it is the last page. */
export interface Page<T> {
  items: T[];
  next: string | null;
}

/** Makes a page of up to `limit` rows out of what was asked for with one more, which tells whether more follow. */
export function toPage<T>(rows: T[], limit: number, nameOf: (row: T) => string): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? nameOf(last) : null };
}
