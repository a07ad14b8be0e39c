import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, use, useEffect, useEffectEvent, useMemo, useState } from "react";
import type { LiveFrame } from "#live";
import { meQuery } from "../api/people.ts";
import { LiveSocket, type LiveState } from "./live-socket.ts";
import { patchAccount } from "./patch-account.ts";

interface Live {
  state: LiveState;
  /** Hands each frame on until the function that is returned is called. */
  listen: (listener: (frame: LiveFrame) => void) => () => void;
}

const silence: Live = { state: "connecting", listen: () => () => undefined };
const LiveContext = createContext<Live>(silence);

interface LiveProviderProps {
  /** Null: the whole system, for operators. */
  accountId: string | null;
  children: ReactNode;
}

/** The tab's one stream: it keeps what is on the screen up to date, and pages hear frames by `useLiveFrames`. */
export function LiveProvider({ accountId, children }: LiveProviderProps): ReactNode {
  const queries = useQueryClient();
  const [state, setState] = useState<LiveState>("connecting");
  const [frames] = useState(() => new Frames());

  useEffect(() => {
    let wasAway = false;
    const socket = new LiveSocket({
      url: liveUrl(accountId),
      onState(next) {
        setState(next);
        if (next === "offline") wasAway = true;
      },
      onFrame(frame) {
        // What was told meanwhile is not told again.
        if (frame.type === "hello" && wasAway) catchUp(queries);
        if (accountId !== null) patchAccount(queries, accountId, frame);
        frames.tell(frame);
      },
      onEnd: () => void queries.invalidateQueries({ queryKey: meQuery.queryKey }),
    });
    const hurry = (): void => socket.hurry();
    addEventListener("online", hurry);
    return () => {
      removeEventListener("online", hurry);
      socket.close();
    };
  }, [accountId, queries, frames]);

  const live = useMemo<Live>(() => ({ state, listen: (listener) => frames.listen(listener) }), [state, frames]);
  return <LiveContext value={live}>{children}</LiveContext>;
}

/** Whether frames come. */
export function useLiveState(): LiveState {
  return use(LiveContext).state;
}

/** Hears each frame, for as long as the component is there; the last `listener` given is the one that hears. */
export function useLiveFrames(listener: (frame: LiveFrame) => void): void {
  const { listen } = use(LiveContext);
  const hear = useEffectEvent(listener);
  useEffect(() => listen((frame) => hear(frame)), [listen]);
}

class Frames {
  readonly #listeners = new Set<(frame: LiveFrame) => void>();

  tell(frame: LiveFrame): void {
    for (const listener of this.#listeners) listener(frame);
  }

  listen(listener: (frame: LiveFrame) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}

function catchUp(queries: QueryClient): void {
  void queries.invalidateQueries();
}

function liveUrl(accountId: string | null): string {
  const url = new URL("/people/v1/live", location.origin);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  if (accountId !== null) url.searchParams.set("account", accountId);
  return url.href;
}
