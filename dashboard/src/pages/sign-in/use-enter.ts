import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";

/** Goes into the dashboard as whoever just signed in: nothing of who was here before is left. */
export function useEnter(next?: string): () => Promise<void> {
  const router = useRouter();
  const queries = useQueryClient();
  return async () => {
    queries.clear();
    router.history.push(ownPath(next));
    await router.invalidate();
  };
}

/** Only a path of the dashboard itself: a link that leads elsewhere after the sign-in would be a trap. */
export function ownPath(next: string | undefined, origin: string = location.origin): string {
  if (next === undefined || !/^\/(?![/\\])/.test(next)) return "/";
  const url = new URL(next, origin);
  return url.origin === origin ? url.pathname + url.search + url.hash : "/";
}
