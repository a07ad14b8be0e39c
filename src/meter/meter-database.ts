import type { Meter } from "./meter.ts";
import { statementName } from "./statement-name.ts";

/** The platform's own statement, which a batch has to be given, and its name in the bill. */
interface Known {
  statement: D1PreparedStatement;
  name: string;
}

/** Counts the rows that D1 says a statement read and wrote. `raw()` does not say, so it counts nothing. */
export function meterDatabase(database: D1Database, place: string, meter: Meter): D1Database {
  const known = new WeakMap<D1PreparedStatement, Known>();
  const count = (name: string, { meta }: D1Response): void => {
    meter.add(place, name, "d1RowRead", meta.rows_read);
    meter.add(place, name, "d1RowWritten", meta.rows_written);
  };

  const metered = (statement: D1PreparedStatement, name: string): D1PreparedStatement => {
    const all = async <Row>(): Promise<D1Result<Row>> => {
      const result = await statement.all<Row>();
      count(name, result);
      return result;
    };
    const standIn = new Proxy(statement, {
      get(target, member) {
        switch (member) {
          case "bind":
            return (...values: unknown[]) => metered(target.bind(...values), name);
          case "all":
          case "run":
            return all;
          case "first":
            return async (column?: string) => {
              const row = (await all<Record<string, unknown>>()).results[0] ?? null;
              return column === undefined ? row : (row?.[column] ?? null);
            };
          default: {
            const own: unknown = Reflect.get(target, member);
            return typeof own === "function" ? (own as () => unknown).bind(target) : own;
          }
        }
      },
    });
    known.set(standIn, { statement, name });
    return standIn;
  };

  const batch = async <Row>(statements: D1PreparedStatement[]): Promise<D1Result<Row>[]> => {
    const own = statements.map((statement) => known.get(statement) ?? { statement, name: "other" });
    const results = await database.batch<Row>(own.map(({ statement }) => statement));
    for (const [index, result] of results.entries()) count(own[index]?.name ?? "other", result);
    return results;
  };

  return new Proxy(database, {
    get(target, member) {
      if (member === "prepare") return (sql: string) => metered(target.prepare(sql), statementName(sql));
      if (member === "batch") return batch;
      const own: unknown = Reflect.get(target, member);
      return typeof own === "function" ? (own as () => unknown).bind(target) : own;
    },
  });
}
