import { env } from "cloudflare:workers";
import { describe, it, vi } from "vitest";
import { everyMinute } from "../../../src/cron/every-minute.ts";
import { saveCarrierState } from "../../../src/db/carrier-states.ts";
import { call } from "../http/support/api.ts";
import { Watcher } from "../live/watcher.ts";
import { FakeConnector } from "../support/fake-connector.ts";
import { enqueue, makeText } from "../support/scene.ts";

interface SystemBody {
  queues: { name: string; backlog: number | null }[];
  carriers: {
    id: string;
    now: {
      state: string;
      waitingTexts: number;
      oldestWaitingAt: string | null;
      segmentsInFlight: number;
      windowSize: number;
      agreedPerSecond: number | null;
      allowedPerSecond: number | null;
      binds: { id: string; state: string; connector: string | null }[];
      links: { connector: string }[];
    } | null;
  }[];
  database: { sizeBytes: number };
  cron: { task: string; ok: boolean }[];
}

const key = env.ADMIN_KEY;

async function readSystem(): Promise<SystemBody> {
  return (await call("GET", "/admin/v1/system", { key })).body as SystemBody;
}

async function configure(id: string, settings: object = {}): Promise<void> {
  const bind = {
    id: "b1",
    host: "smpp.example.net",
    port: 2775,
    systemId: "heliograph",
    password: "s3cret",
    windowSize: 1,
  };
  const { status } = await call("PUT", `/admin/v1/carriers/${id}`, {
    key,
    body: { name: id, binds: [bind], ...settings },
  });
  if (status > 201) throw new Error(`${status}`);
}

/** What the carrier told last, once it is as asked for. */
function told(id: string, isSo: (now: NonNullable<SystemBody["carriers"][number]["now"]>) => boolean) {
  return vi.waitUntil(
    async () => {
      const now = (await readSystem()).carriers.find((carrier) => carrier.id === id)?.now ?? null;
      return now !== null && isSo(now) ? now : false;
    },
    { timeout: 20_000, interval: 100 },
  );
}

describe("the map of the system", () => {
  it("has carriers as they say they do: binds, what waits, and how fast it may go", async ({ expect }) => {
    await configure("mapped", { segmentsPerSecond: 50 });
    const connector = await FakeConnector.bound("mapped", { connectorId: "bogota-1" });
    const beforeMs = Date.now();
    await enqueue(
      "mapped",
      Array.from({ length: 5 }, () => makeText()),
    );
    const now = await told("mapped", ({ waitingTexts }) => waitingTexts > 0);
    expect(now).toMatchObject({
      state: "up",
      waitingTexts: 3,
      segmentsInFlight: 2,
      windowSize: 1,
      agreedPerSecond: 50,
      allowedPerSecond: 50,
      breaker: "closed",
      binds: [{ id: "b1", state: "bound", connector: "bogota-1" }],
      links: [{ connector: "bogota-1", binds: ["b1"] }],
    });
    expect(Date.parse(now.oldestWaitingAt ?? "")).toBeGreaterThanOrEqual(beforeMs);
    connector.close();
    await told("mapped", ({ links }) => links.length === 0);
  });

  it("tells operators who watch of a carrier that does otherwise", async ({ expect }) => {
    const watcher = await Watcher.open(key);
    await configure("watched");
    const { carrier } = await watcher.until("carrier", ({ carrier }) => carrier.carrierId === "watched");
    expect(carrier).toMatchObject({ waitingTexts: 0, binds: [{ id: "b1", state: "down" }] });
    watcher.close();
  });

  it("writes a carrier's state only where it has changed", async ({ expect }) => {
    await configure("still");
    await told("still", () => true);
    const row = await env.DB.prepare(
      "SELECT snapshot, drifts, binds FROM carrier_states WHERE carrier_id = 'still'",
    ).first<{
      snapshot: string;
      drifts: number;
      binds: number;
    }>();
    const snapshot = {
      ...(JSON.parse(row?.snapshot ?? "{}") as Parameters<typeof saveCarrierState>[1]["snapshot"]),
      atMs: 5,
    };
    const state = { snapshot, enabledBinds: row?.binds ?? 0, drifts: 0, driftedAtMs: null };
    expect(await saveCarrierState(env.DB, state)).toBe(false);
    expect(await saveCarrierState(env.DB, { ...state, drifts: 1, driftedAtMs: 7 })).toBe(true);
  });

  it("has queues, the database, and how the cron trigger's tasks went", async ({ expect }) => {
    await everyMinute(env, Date.now() - (Date.now() % 3_600_000));
    const { queues, database, cron } = await readSystem();
    expect(queues.map(({ name }) => name)).toEqual(["outbound", "events", "log"]);
    expect(database.sizeBytes).toBeGreaterThan(0);
    expect(cron.find(({ task }) => task === "fold_traffic")).toMatchObject({ ok: true });
  });

  it("forgets a carrier that is deleted", async ({ expect }) => {
    await configure("gone", { service: "disabled" });
    await told("gone", () => true);
    expect((await call("DELETE", "/admin/v1/carriers/gone", { key })).status).toBe(204);
    const row = await env.DB.prepare("SELECT 1 FROM carrier_states WHERE carrier_id = 'gone'").first();
    expect(row).toBeNull();
  });
});
