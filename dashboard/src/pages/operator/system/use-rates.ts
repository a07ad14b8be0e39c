import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { read } from "../../../api/queries.ts";
import { useLiveFrames } from "../../../live/live-provider.tsx";
import { useNow } from "../shared/use-now.ts";

export interface Rates {
  /** Texts accepted in the last whole minute. */
  acceptedPerMinute: number;
  /** Segments a second that left by a carrier in the last whole minute. */
  sentPerSecond: ReadonlyMap<string, number>;
}

const minuteMs = 60_000;

/** How fast things go: what was counted in the last minute that is over. */
export function useRates(): Rates | undefined {
  const minute = Math.floor(useNow(5_000) / minuteMs) * minuteMs;
  const query = {
    from: new Date(minute - minuteMs).toISOString(),
    to: new Date(minute).toISOString(),
    step: "1m" as const,
    groupBy: "carrier,status",
  };
  const traffic = useQuery({
    ...read(null, "/admin/v1/traffic", { params: { query } }),
    placeholderData: (before) => before,
  });
  // A minute is counted to its end a little after it is over.
  useLiveFrames((frame) => {
    if (frame.type === "numbers" && Date.now() - minute < 10_000) void traffic.refetch();
  });
  return useMemo(() => (traffic.data === undefined ? undefined : ratesOf(traffic.data.data)), [traffic.data]);
}

interface Point {
  status?: string;
  carrier?: string | null;
  messages: number;
  segments: number;
}

export function ratesOf(points: readonly Point[]): Rates {
  const sentPerSecond = new Map<string, number>();
  let acceptedPerMinute = 0;
  for (const { status, carrier, messages, segments } of points) {
    if (status === "queued") acceptedPerMinute += messages;
    if (status === "sent" && typeof carrier === "string") {
      sentPerSecond.set(carrier, (sentPerSecond.get(carrier) ?? 0) + segments / 60);
    }
  }
  return { acceptedPerMinute, sentPerSecond };
}
