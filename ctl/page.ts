import type { Answer } from "./command.ts";
import type { Flags } from "./flags.ts";
import { given } from "./given.ts";
import { table } from "./table.ts";

/** Which page of a list is wanted. */
export function pageQuery({ limit, cursor }: Flags): { limit?: number; cursor?: string } {
  return given({ limit: limit === undefined ? undefined : Number(limit), cursor });
}

/** A page of a list as a table, and how to get at the next one. */
export function pageAnswer<Item>(
  page: { data: readonly Item[]; nextCursor: string | null },
  columns: Readonly<Record<string, (item: Item) => unknown>>,
): Answer {
  return {
    body: page,
    text: () => {
      const rows = page.data.map((item) => Object.values(columns).map((valueOf) => valueOf(item)));
      const more = page.nextCursor === null ? "" : `\nThere are more: --cursor ${page.nextCursor}\n`;
      return table(Object.keys(columns), rows) + more;
    },
  };
}
