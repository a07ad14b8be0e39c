import type { QueryClient } from "@tanstack/react-query";
import { invalidate } from "../../../api/queries.ts";

export type DeadLetterKind = "outbound" | "events" | "unreadable";

/** What is not known by name cannot be read. */
export function kindOf(kind: string): DeadLetterKind {
  return kind === "outbound" || kind === "events" ? kind : "unreadable";
}

export function invalidateDeadLetters(queries: QueryClient): Promise<void> {
  return invalidate(queries, null, "/admin/v1/dead-letters", "/admin/v1/system");
}
