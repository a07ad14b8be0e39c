/**
 * Runs statements as one transaction, in the order they are named; null is none. Answers the rows of each by its name, whose type
 * is the caller's to say.
 */
export async function batchByName<Rows extends object>(
  db: D1Database,
  statements: { [Name in keyof Rows]: D1PreparedStatement | null },
): Promise<{ [Name in keyof Rows]: Rows[Name][] }> {
  const named = Object.entries<D1PreparedStatement | null>(statements);
  const toRun = named.flatMap(([name, statement]) => (statement === null ? [] : [{ name, statement }]));
  const results = toRun.length === 0 ? [] : await db.batch(toRun.map(({ statement }) => statement));
  const rows = new Map(toRun.map(({ name }, index) => [name, results[index]?.results ?? []]));
  return Object.fromEntries(named.map(([name]) => [name, rows.get(name) ?? []])) as {
    [Name in keyof Rows]: Rows[Name][];
  };
}
