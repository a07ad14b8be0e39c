import { queryOptions, type QueryClient } from "@tanstack/react-query";
import { ApiError, errorOf, unwrap } from "../../../api/api-error.ts";
import { clientOf, type Schema } from "../../../api/client.ts";
import { invalidate, keyOf } from "../../../api/queries.ts";
import { onlyFor } from "../shared/use-review.ts";
import { writeCsv } from "../shared/read-csv.ts";

export type RangesTrial = Schema<"OperatorsTrial">;
export type StoredRanges = Pick<Schema<"Operators">, "version" | "ranges" | "rows"> & { createdAt: string | null };

/** The ranges in use; none, of version 0, where nobody has stored any. */
export const rangesQuery = queryOptions<StoredRanges>({
  queryKey: keyOf(null, "/admin/v1/operators"),
  async queryFn({ signal }) {
    try {
      const answer = await unwrap(clientOf(null).GET("/admin/v1/operators", { signal }));
      // It is CSV only for those who ask for that.
      if (typeof answer === "string") throw new Error("The ranges were answered as CSV");
      return answer;
    } catch (error) {
      if (error instanceof ApiError && error.code === "not_found") {
        return { version: 0, ranges: 0, rows: [], createdAt: null };
      }
      throw error;
    }
  },
});

export function invalidateRanges(queries: QueryClient): Promise<void> {
  return invalidate(queries, null, "/admin/v1/operators", "/admin/v1/operators/versions");
}

export function tryRanges(csv: string, version: number): Promise<RangesTrial> {
  return putRanges(csv, version, { dryRun: "true" });
}

export async function saveRanges(csv: string, note: string | undefined, version: number): Promise<void> {
  await putRanges(csv, version, note === undefined ? {} : { note });
}

/** CSV as it is: the edge says by line what is wrong with it. */
async function putRanges<Answer>(csv: string, version: number, query: Record<string, string>): Promise<Answer> {
  const response = await fetch(`/admin/v1/operators?${new URLSearchParams(query)}`, {
    method: "PUT",
    headers: { "content-type": "text/csv", ...onlyFor(version) },
    body: csv,
  });
  const answer: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw errorOf(answer, response);
  return answer as Answer;
}

export function rangesCsv(rows: StoredRanges["rows"]): string {
  return writeCsv([["prefix", "operator"], ...rows.map(({ prefix, operator }) => [prefix, operator])]);
}
