import { type InfiniteData, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { unwrap } from "../../api/api-error.ts";
import { invalidate, keyOf, type ReadAnswer } from "../../api/queries.ts";
import { useLiveFrames } from "../../live/live-provider.tsx";
import { defined } from "../../routes/search.ts";
import { useAccount } from "../../session/account.ts";
import { applyChanges, threadOf, type ThreadText } from "./thread.ts";

const path = "/v1/conversations/{number}/{peer}";
const pageSize = 50;

type ThreadPage = ReadAnswer<typeof path>;

/** What was said between a number and a handset, as it goes on. */
export function useThread(number: string, peer: string) {
  const account = useAccount();
  const queries = useQueryClient();
  const [justSent, setJustSent] = useState<readonly ThreadText[]>([]);
  const queryKey = keyOf(account.id, path, { path: { number, peer }, all: true });
  const query = useInfiniteQuery({
    queryKey,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        account.api.GET(path, {
          params: { path: { number, peer }, query: { limit: pageSize, ...defined({ cursor: pageParam }) } },
          signal,
        }),
      ),
    getNextPageParam: (page: ThreadPage) => page.nextCursor ?? undefined,
  });

  useLiveFrames((frame) => {
    if (frame.type !== "messages") return;
    queries.setQueryData<InfiniteData<ThreadPage>>(queryKey, (all) => {
      if (all === undefined) return all;
      return {
        ...all,
        pages: all.pages.map((page) => ({ ...page, data: [...applyChanges(page.data, frame.changes)] })),
      };
    });
    setJustSent((texts) => applyChanges(texts, frame.changes));
    const known = new Set(query.data?.pages.flatMap(({ data }) => data.map(({ id }) => id)));
    if (frame.more > 0 || frame.changes.some(({ id }) => !known.has(id))) void invalidate(queries, account.id, path);
  });

  return {
    texts:
      query.data &&
      threadOf(
        query.data.pages.map(({ data }) => data),
        justSent,
      ),
    error: query.error,
    retry: () => void query.refetch(),
    hasOlder: query.hasNextPage,
    isLoadingOlder: query.isFetchingNextPage,
    loadOlder: () => void query.fetchNextPage(),
    addSent: (text: ThreadText) => setJustSent((texts) => [...texts, text]),
  };
}
