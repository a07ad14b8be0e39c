import type { QueryClient } from "@tanstack/react-query";
import type { LiveFrame, MessageChange } from "#live";
import { statusRank } from "#sms/status.ts";
import type { Schema } from "../api/client.ts";
import { keyOf } from "../api/queries.ts";
import { patchOverview } from "./patch-overview.ts";

interface Page {
  data: Schema<"ListedMessage">[];
}

/** Writes what a frame tells into the answers that are held; what it only hints at is read again where it is shown. */
export function patchAccount(queries: QueryClient, accountId: string, frame: LiveFrame): void {
  if (frame.type === "messages") {
    patchMessages(queries, accountId, frame.changes, frame.more > 0, frame.inbound.length > 0);
  } else if (frame.type === "numbers") {
    const key = keyOf(accountId, "/v1/overview");
    queries.setQueryData<Schema<"Overview">>(key, (overview) => overview && patchOverview(overview, frame));
  }
}

function patchMessages(
  queries: QueryClient,
  accountId: string,
  changes: readonly MessageChange[],
  isPartial: boolean,
  hasInbound: boolean,
): void {
  const byId = new Map(changes.map((change) => [change.id, change]));
  const listed = new Set<string>();
  queries.setQueriesData<Page>({ queryKey: keyOf(accountId, "/v1/messages") }, (page) => {
    for (const { id } of page?.data ?? []) listed.add(id);
    return page && patchPage(page, byId);
  });
  // A timeline has more than the status, so the message that is open is read again.
  for (const { id } of changes) {
    void queries.invalidateQueries({
      queryKey: keyOf(accountId, "/v1/messages/{id}", { path: { id } }),
    });
  }
  if (isPartial || changes.some(({ id }) => !listed.has(id))) {
    void queries.invalidateQueries({ queryKey: keyOf(accountId, "/v1/messages") });
  }
  if (hasInbound) {
    void queries.invalidateQueries({ queryKey: keyOf(accountId, "/v1/inbound") });
    void queries.invalidateQueries({ queryKey: keyOf(accountId, "/v1/conversations") });
    void queries.invalidateQueries({ queryKey: keyOf(accountId, "/v1/conversations/{number}/{peer}") });
  }
}

/** The same page where nothing of it changed. Statuses only go forward, whatever order frames and answers come in. */
export function patchPage<Shown extends Page>(page: Shown, byId: ReadonlyMap<string, MessageChange>): Shown {
  let hasChanged = false;
  const data = page.data.map((message) => {
    const change = byId.get(message.id);
    if (change === undefined || statusRank[change.status] <= statusRank[message.status]) return message;
    hasChanged = true;
    return { ...message, status: change.status };
  });
  return hasChanged ? { ...page, data } : page;
}
