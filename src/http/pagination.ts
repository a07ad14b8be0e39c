import { z } from "@hono/zod-openapi";
import type { Page } from "../page.ts";
import { encodeCursor } from "./cursor.ts";

/** The query parameters every list has. */
export const pageQuery = {
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000)
    .default(50)
    .openapi({ description: "Items on one page.", example: 50 }),
  cursor: z.string().max(300).optional().openapi({ description: "`nextCursor` of the page before." }),
};

/** A list's answer. */
export function pageSchema<S extends z.ZodType>(item: S) {
  return z.object({
    data: z.array(item),
    nextCursor: z.string().nullable().openapi({ description: "For the next page; null on the last one." }),
  });
}

/** A page as a list answers it. */
export function presentPage<Row, Item>(page: Page<Row>, present: (row: Row) => Item): PageBody<Item> {
  return { data: page.items.map(present), nextCursor: encodeCursor(page.next) };
}

export interface PageBody<Item> {
  data: Item[];
  nextCursor: string | null;
}
