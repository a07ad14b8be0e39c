import { hashKey, QueryCache, QueryClient } from "@tanstack/react-query";
import { ApiError, isSignedOut } from "./api-error.ts";
import { meQuery } from "./people.ts";

const retries = 2;

/** Live frames keep what is on the screen up to date, so answers are not read again for their age alone. */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      // Routes ask themselves who is signed in, and know what to do.
      onError: (error, { queryHash }) => {
        if (isSignedOut(error) && queryHash !== hashKey(meQuery.queryKey)) onSignedOut();
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        refetchOnWindowFocus: true,
        retry: (failures, error) => failures < retries && !isDecided(error),
      },
      mutations: { retry: false },
    },
  });
}

/** What was refused once is refused again. */
function isDecided(error: unknown): boolean {
  return error instanceof ApiError && error.status < 500 && error.status !== 429;
}
