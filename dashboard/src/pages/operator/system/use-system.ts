import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { CarrierSnapshot } from "#live";
import type { Schema } from "../../../api/client.ts";
import { keyOf, read } from "../../../api/queries.ts";
import { useLiveFrames, useLiveState } from "../../../live/live-provider.tsx";

export type System = Schema<"System">;
export type Carrier = System["carriers"][number];
export type Snapshot = NonNullable<Carrier["now"]>;

/** Queues, connectors and the database send no frames: they are asked for again, while carriers tell that something goes on. */
const leastBetweenReadsMs = 15_000;

/** The whole system: read once, then carriers as they tell of themselves. */
export function useSystem() {
  const queries = useQueryClient();
  const state = useLiveState();
  const system = useQuery(read(null, "/admin/v1/system"));
  const readAtMs = useRef(0);
  useEffect(() => {
    if (system.dataUpdatedAt > 0) readAtMs.current = Math.max(readAtMs.current, Date.now());
  }, [system.dataUpdatedAt]);
  useLiveFrames((frame) => {
    if (frame.type === "carrier") patchCarrier(queries, frame.carrier);
    if (frame.type !== "carrier" && frame.type !== "numbers" && frame.type !== "alarm") return;
    if (Date.now() - readAtMs.current < leastBetweenReadsMs) return;
    readAtMs.current = Date.now();
    void system.refetch();
  });
  return { ...system, isLive: state === "online" };
}

function patchCarrier(queries: QueryClient, snapshot: CarrierSnapshot): void {
  queries.setQueryData<System>(keyOf(null, "/admin/v1/system"), (system) => {
    if (system === undefined) return system;
    return {
      ...system,
      carriers: system.carriers.map((carrier) =>
        carrier.id === snapshot.carrierId ? { ...carrier, now: snapshotOf(snapshot) } : carrier,
      ),
    };
  });
}

/** A frame as the API says the same. */
export function snapshotOf(frame: CarrierSnapshot): Snapshot {
  const { carrierId: _, atMs, sinceMs, oldestWaitingAtMs, binds, links, ...rest } = frame;
  return {
    ...rest,
    at: isoOf(atMs),
    since: isoOrNull(sinceMs),
    oldestWaitingAt: isoOrNull(oldestWaitingAtMs),
    binds: binds.map(({ sinceMs: bindSinceMs, connectorId, ...bind }) => ({
      ...bind,
      since: isoOrNull(bindSinceMs),
      connector: connectorId,
    })),
    links: links.map(({ connectorId, sinceMs: linkSinceMs, bindIds }) => ({
      connector: connectorId,
      since: isoOrNull(linkSinceMs),
      binds: bindIds,
    })),
  };
}

function isoOf(timeMs: number): string {
  return new Date(timeMs).toISOString();
}

function isoOrNull(timeMs: number | null): string | null {
  return timeMs === null ? null : isoOf(timeMs);
}
