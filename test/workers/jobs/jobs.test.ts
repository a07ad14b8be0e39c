import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, it, vi } from "vitest";
import { ok } from "../../../src/errors.ts";
import { rowsPerImportPart } from "../../../src/jobs/import-part.ts";
import { startImport } from "../../../src/jobs/start-import.ts";
import { type Answer, call, problemOf } from "../http/support/api.ts";
import { insertMessage } from "../http/support/messages.ts";
import { Watcher } from "../live/watcher.ts";
import { type TestAccount, addKey, makeAccount } from "../support/accounts.ts";
import { makeCarrier } from "../support/scene.ts";

interface JobBody {
  id: string;
  kind: string;
  status: string;
  done: number;
  total: number | null;
  errors: number;
  result: { url: string; rows: number; bytes: number } | null;
}

const csv = { "content-type": "text/csv" };

async function ended({ key }: Pick<TestAccount, "key">, id: string): Promise<JobBody> {
  for (;;) {
    const job = (await call("GET", `/v1/jobs/${id}`, { key })).body as JobBody;
    if (!["waiting", "running"].includes(job.status)) return job;
    await scheduler.wait(10);
  }
}

async function startExport({ key }: Pick<TestAccount, "key">, body: object = {}, headers = {}): Promise<Answer> {
  return call("POST", "/v1/messages/exports", { key, body, headers });
}

function idOf(answer: Answer): string {
  if (answer.status !== 202) throw new Error(JSON.stringify(answer.body));
  return (answer.body as JobBody).id;
}

async function linesOf({ key }: Pick<TestAccount, "key">, { result }: JobBody): Promise<string[]> {
  const { body } = await call("GET", result?.url ?? "", { key });
  return String(body).trimEnd().split("\r\n");
}

describe("an export of messages", () => {
  it("has all messages that the filter takes, of the account alone", async ({ expect }) => {
    const [account, other] = [await makeAccount(), await makeAccount()];
    const wanted = await insertMessage(account.id, { status: "failed", to: "+573001112233" });
    await insertMessage(account.id, { status: "delivered" });
    await insertMessage(other.id, { status: "failed" });
    const job = await ended(account, idOf(await startExport(account, { status: "failed" })));
    expect(job).toMatchObject({ kind: "message_export", status: "done", done: 1, total: 1, result: { rows: 1 } });
    const [header, ...lines] = await linesOf(account, job);
    expect(header).toMatch(/^id,status,to,from,text,/);
    expect(lines).toEqual([expect.stringMatching(`^${wanted},failed,\\+573001112233,`)]);
  });

  it("goes on part by part, and tells those who watch", async ({ expect }) => {
    const account = await makeAccount();
    const count = 5_001;
    await env.DB.prepare(
      `WITH RECURSIVE n (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < ?2 - 1)
       INSERT INTO messages (account_id, id, status, status_rank, sender, recipient, body, encoding, segment_count, lane,
         carrier_id, updated_at_ms, timeline)
       SELECT ?1, 'msg_01KA' || printf('%022d', n), 'failed', 9, 'Elibom', '+573001234567', 'hola', 'gsm7', 1, 'normal', 'c', 0, '{}' FROM n`,
    )
      .bind(account.id, count)
      .run();
    const watcher = await Watcher.open(account.key);
    const id = idOf(await startExport(account));
    const last = await watcher.until("job", ({ status }) => status === "done");
    expect(last).toMatchObject({ id, done: count, total: count });
    watcher.close();
    const lines = await linesOf(account, await ended(account, id));
    expect([lines.length, new Set(lines).size]).toEqual([count + 1, count + 1]);
  });

  it("is done over where a step breaks off, and has each message once", async ({ expect }) => {
    const account = await makeAccount();
    const id = await insertMessage(account.id);
    const put = vi.spyOn(env.JOB_FILES, "put").mockRejectedValueOnce(new Error("R2 is away"));
    const job = await ended(account, idOf(await startExport(account)));
    put.mockRestore();
    const lines = await linesOf(account, job);
    expect([job.status, lines.length]).toEqual(["done", 2]);
    expect(lines[1]).toContain(id);
  });

  it("is started once under one Idempotency-Key", async ({ expect }) => {
    const account = await makeAccount();
    const claim = { "idempotency-key": "export-1" };
    const first = idOf(await startExport(account, { status: "failed" }, claim));
    expect(idOf(await startExport(account, { status: "failed" }, claim))).toBe(first);
    const other = await startExport(account, { status: "delivered" }, claim);
    expect(problemOf(other).code).toBe("idempotency_key_reused");
  });

  it("wants the right to read messages, to start it and to download it", async ({ expect }) => {
    const account = await makeAccount();
    const { key } = await addKey(account.id, { scopes: ["jobs:manage"] });
    expect(problemOf(await startExport({ key })).code).toBe("missing_scope");
    const job = await ended(account, idOf(await startExport(account)));
    expect(problemOf(await call("GET", job.result?.url ?? "/v1/jobs/none/result", { key })).code).toBe("missing_scope");
  });
});

describe("an import of messages", () => {
  it("sends every row once, and says what became of each", async ({ expect }) => {
    await makeCarrier({ id: env.DEFAULT_CARRIER_ID });
    const account = await makeAccount({ limits: { segmentsPerSecond: 10_000, burstSegments: 10_000 } });
    const rows = Array.from(
      { length: rowsPerImportPart + 1 },
      (_, index) => `+57300${String(1_000_000 + index)},Elibom,hola`,
    );
    const body = ["to,from,text", "nobody,Elibom,hola", ...rows].join("\n");
    const headers = { ...csv, "idempotency-key": "import-1" };
    const first = idOf(await call("POST", "/v1/messages/imports", { key: account.key, body, headers }));
    const again = idOf(await call("POST", "/v1/messages/imports", { key: account.key, body, headers }));
    expect(again).toBe(first);
    const job = await ended(account, first);
    expect(job).toMatchObject({ status: "done", done: rows.length + 1, total: rows.length + 1, errors: 1 });
    const [, refused, ...accepted] = await linesOf(account, job);
    expect(refused).toMatch(/^2,,rejected,,,invalid_recipient,/);
    const ids = accepted.map((line) => line.split(",")[1]);
    expect([ids.length, new Set(ids).size]).toEqual([rows.length, rows.length]);
    const { objects } = await env.JOB_FILES.list({ prefix: `${account.id}/${first}/in/` });
    expect(objects).toEqual([]);
  });

  it("goes on where its object was killed, and sends nothing twice", async ({ expect }) => {
    await makeCarrier({ id: env.DEFAULT_CARRIER_ID });
    const account = await makeAccount({ limits: { segmentsPerSecond: 10_000, burstSegments: 10_000 } });
    const count = rowsPerImportPart * 3;
    const rows = Array.from({ length: count }, (_, index) => `+57300${String(2_000_000 + index)},Elibom,hola`);
    const body = ["to,from,text", ...rows].join("\n");
    // The part was sent, and nobody noted it.
    const put = env.JOB_FILES.put.bind(env.JOB_FILES);
    let kills = 0;
    const spy = vi.spyOn(env.JOB_FILES, "put").mockImplementation(async (...file: Parameters<typeof put>) => {
      if (file[0].includes("/out/000002") && kills === 0) {
        kills += 1;
        await runInDurableObject(env.JOBS.getByName(account.id), (_, state) => state.abort("killed")).catch(() => null);
      }
      return put(...file);
    });
    const id = idOf(await call("POST", "/v1/messages/imports", { key: account.key, body, headers: csv }));
    const job = await ended(account, id);
    spy.mockRestore();
    expect([kills, job]).toMatchObject([1, { status: "done", done: count, errors: 0 }]);
    const waiting = await vi.waitUntil(async () => {
      const row = await env.DB.prepare("SELECT count(*) AS count FROM messages WHERE account_id = ?")
        .bind(account.id)
        .first<{ count: number }>();
      return (row?.count ?? 0) >= count ? row : null;
    }, 20_000);
    expect(waiting?.count).toBe(count);
  });

  it("that is canceled tells of what it sent meanwhile", async ({ expect }) => {
    await makeCarrier({ id: env.DEFAULT_CARRIER_ID });
    const account = await makeAccount();
    const put = env.JOB_FILES.put.bind(env.JOB_FILES);
    const spy = vi.spyOn(env.JOB_FILES, "put").mockImplementation(async (...file: Parameters<typeof put>) => {
      // The part was sent, and nobody noted it.
      const [, jobId = "", side] = file[0].split("/");
      if (side === "out") await call("POST", `/v1/jobs/${jobId}/cancel`, { key: account.key });
      return put(...file);
    });
    const body = "to,from,text\n+573001234567,Elibom,hola\n";
    const id = idOf(await call("POST", "/v1/messages/imports", { key: account.key, body, headers: csv }));
    const job = await vi.waitUntil(async () => {
      const now = await ended(account, id);
      return now.result === null ? null : now;
    });
    spy.mockRestore();
    expect(job).toMatchObject({ status: "canceled", done: 1, result: { rows: 1 } });
    expect((await linesOf(account, job))[1]).toContain(",accepted,+573001234567,");
  });

  it("leaves nothing of an upload that broke off", async ({ expect }) => {
    const account = await makeAccount();
    const message = ok({ to: "+573001234567", from: "Elibom", text: "hola" });
    // oxlint-disable-next-line typescript/require-await -- rows come as they are uploaded
    async function* broken() {
      yield { rows: Array.from({ length: rowsPerImportPart }, (_, index) => ({ line: index + 2, message })) };
      throw new Error("the client has gone");
    }
    const asked = { rows: broken(), claimKey: null, nowMs: Date.now() };
    const started = startImport(env, account.presented, asked);
    await expect(started).rejects.toThrow("the client has gone");
    expect((await env.JOB_FILES.list({ prefix: `${account.id}/` })).objects).toEqual([]);
  });

  it("sends nothing of a file that breaks", async ({ expect }) => {
    const account = await makeAccount();
    const body = 'to,text\n+573001234567,"hola';
    const answer = await call("POST", "/v1/messages/imports", { key: account.key, body, headers: csv });
    expect(answer.status).toBe(400);
    const { objects } = await env.JOB_FILES.list({ prefix: `${account.id}/` });
    expect(objects).toEqual([]);
    expect((await call("GET", "/v1/jobs", { key: account.key })).body).toEqual({ data: [], nextCursor: null });
  });
});

describe("jobs", () => {
  it("are listed newest first, page by page, and kept from other accounts", async ({ expect }) => {
    const [account, other] = [await makeAccount(), await makeAccount()];
    const ids = [idOf(await startExport(account)), idOf(await startExport(account))];
    for (const id of ids) await ended(account, id);
    const list = async (query: string) =>
      (await call("GET", `/v1/jobs${query}`, { key: account.key })).body as {
        data: JobBody[];
        nextCursor: string | null;
      };
    const first = await list("?limit=1");
    const second = await list(`?limit=1&cursor=${first.nextCursor}`);
    expect([...first.data, ...second.data].map(({ id }) => id)).toEqual(ids.toReversed());
    expect(second.nextCursor).toBeNull();
    expect((await call("GET", `/v1/jobs/${ids[0]}`, { key: other.key })).status).toBe(404);
    expect((await call("GET", `/v1/jobs/${ids[0]}/result`, { key: other.key })).status).toBe(404);
  });

  it("end where they are canceled, and stay so", async ({ expect }) => {
    const account = await makeAccount();
    const put = vi.spyOn(env.JOB_FILES, "put").mockRejectedValue(new Error("R2 is away"));
    await insertMessage(account.id);
    const id = idOf(await startExport(account));
    const canceled = await call("POST", `/v1/jobs/${id}/cancel`, { key: account.key });
    put.mockRestore();
    expect(canceled.body).toMatchObject({ status: "canceled", result: null });
    await env.JOBS.getByName(account.id).follow({ ...followed(account.id, id), status: "running", done: 7 });
    expect(await ended(account, id)).toMatchObject({ status: "canceled", done: 0 });
    expect((await call("GET", `/v1/jobs/${id}/result`, { key: account.key })).status).toBe(404);
  });

  it("are replays of time ranges as well", async ({ expect }) => {
    vi.spyOn(globalThis, "fetch").mockImplementation(() => Promise.resolve(new Response("ok")));
    const account = await makeAccount();
    const made = await call("POST", "/v1/webhooks", { key: account.key, body: { url: "https://example.com/hook" } });
    const { id: webhookId } = made.body as { id: string };
    const replay = await call("POST", `/v1/webhooks/${webhookId}/replay`, {
      key: account.key,
      body: { from: "2026-11-20T00:00:00Z" },
    });
    const job = await ended(account, idOf(replay));
    expect(job).toMatchObject({ kind: "webhook_replay", status: "done", request: { webhookId }, result: null });
    vi.restoreAllMocks();
  });
});

function followed(accountId: string, id: string) {
  const work = { kind: "message_export", filter: {} } as const;
  return { id, accountId, kind: work.kind, work, total: null, request: {}, createdAtMs: 0, createdBy: "test" };
}
