import { type Result, fail, ok } from "../errors.ts";
import { watchedTopics } from "./tell.ts";
import { type Watch, withWatchHeaders } from "./watch-headers.ts";

/** Hands the WebSocket of somebody who may watch the topic to its object. Errors: too_many_streams. */
export async function openLive(env: Pick<Env, "LIVE">, watch: Watch, request: Request): Promise<Result<WebSocket>> {
  const answer = await env.LIVE.getByName(watch.topic).fetch(withWatchHeaders(request, watch));
  watchedTopics.forget();
  if (answer.webSocket !== null) return ok(answer.webSocket);
  return fail("too_many_streams", { message: "As many watch this as may at once.", retryAfterSeconds: 30 });
}
