import type { Viewer } from "./viewer.ts";

const watchHeader = "x-heliograph-watch";

/** What somebody watches, and who they are. */
export interface Watch {
  topic: string;
  viewer: Viewer;
}

/** A request to a live object that says who watches, whatever it said before. */
export function withWatchHeaders(request: Request, watch: Watch): Request {
  const headers = new Headers(request.headers);
  headers.set(watchHeader, JSON.stringify(watch));
  return new Request(request, { headers });
}

/** What `withWatchHeaders` put in; only the Worker reaches the object. */
export function readWatchHeaders(headers: Headers): Watch {
  return JSON.parse(headers.get(watchHeader) ?? "null") as Watch;
}
