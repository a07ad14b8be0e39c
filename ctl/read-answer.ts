import { z } from "zod";
import type { Answer } from "./command.ts";
import { CommandError } from "./command-error.ts";
import { table } from "./table.ts";

/** Reads what a table needs of an answer; what else is in it is only shown with --json. */
export function read<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new CommandError(`The edge answered what this program does not know: ${z.prettifyError(parsed.error)}`);
}

/** A page of a list as a table, and how to get at the next one. */
export function pageAnswer<S extends z.ZodType>(
  body: unknown,
  item: S,
  columns: Readonly<Record<string, (item: z.output<S>) => unknown>>,
): Answer {
  return {
    body,
    text: () => {
      const page = read(z.object({ data: z.array(item), nextCursor: z.string().nullable() }), body);
      const rows = page.data.map((row) => Object.values(columns).map((valueOf) => valueOf(row)));
      const more = page.nextCursor === null ? "" : `\nThere are more: --cursor ${page.nextCursor}\n`;
      return table(Object.keys(columns), rows) + more;
    },
  };
}
