import { describe, it } from "vitest";
import { makeAccount } from "../support/accounts.ts";
import { type Answer, call, problemOf } from "./support/api.ts";
import { stringLike } from "./support/matchers.ts";

interface Line {
  line?: number;
  id?: string;
  status?: string;
  error?: { code: string };
  summary?: { accepted: number; rejected: number; error?: { code: string } };
}

interface ImportOptions {
  idempotencyKey?: string;
  accept?: string;
}

function importFile(key: string, body: string | ReadableStream, options: ImportOptions = {}): Promise<Answer> {
  const headers: Record<string, string> = { "content-type": "text/csv", accept: options.accept ?? "*/*" };
  if (options.idempotencyKey !== undefined) headers["idempotency-key"] = options.idempotencyKey;
  return call("POST", "/v1/messages/import", { key, body, headers });
}

function linesOf(answer: Answer): Line[] {
  if (typeof answer.body !== "string") throw new Error(`answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);
}

function fileOf(rows: number, text = (row: number): string => `text ${row}`): string {
  const lines = Array.from({ length: rows }, (_, row) => `+5730012${String(row).padStart(5, "0")},Elibom,${text(row)}`);
  return `to,from,text\n${lines.join("\n")}\n`;
}

describe("POST /v1/messages/import", () => {
  it("sends each row, and says what became of it", async ({ expect }) => {
    const { key } = await makeAccount();
    const sendAt = new Date(Date.now() + 3_600_000).toISOString();
    const answer = await importFile(
      key,
      `\ufeffclientReference,to,text,from,sendAt\r\na1,+573001234567,"hola, ""tú""\nadiós",Elibom,\r\n\r\na2,nobody,hola,Elibom,\r\na3,+573001234568,later,Elibom,${sendAt}\r\n`,
    );
    expect(answer.headers.get("content-type")).toBe("application/x-ndjson");
    const [first, second, third, last] = linesOf(answer);
    expect(first).toMatchObject({ id: stringLike(/^msg_/), status: "accepted", to: "+573001234567" });
    expect(second).toMatchObject({ error: { code: "invalid_recipient", path: "to" } });
    expect(third).toMatchObject({ status: "scheduled", sendAt });
    expect(last).toEqual({ summary: { accepted: 2, rejected: 1 } });
    const read = await call("GET", `/v1/messages/${first?.id}`, { key });
    expect(read.body).toMatchObject({ text: 'hola, "tú"\nadiós', clientReference: "a1" });
  });

  it("answers CSV where that is asked for", async ({ expect }) => {
    const { key } = await makeAccount();
    const answer = await importFile(key, "to,from,text\n+573001234567,Elibom,hola\nnobody,Elibom,hola\n", {
      accept: "text/csv",
    });
    expect(answer.headers.get("content-type")).toBe("text/csv");
    expect(answer.body).toMatch(
      /^line,id,status,to,segments,code,message\r\n2,msg_\w{26},accepted,\+573001234567,1,,\r\n3,,rejected,,,invalid_recipient,.+\r\n$/,
    );
  });

  it("sends nothing twice under the same Idempotency-Key, and goes on where it broke off", async ({ expect }) => {
    const { key } = await makeAccount();
    const file = fileOf(250);
    const broken = file.split("\n").slice(0, 181).join("\n");
    const failing = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(broken));
        controller.enqueue(new Uint8Array([0xff, 0xff, 10]));
        controller.close();
      },
    });
    const first = linesOf(await importFile(key, failing, { idempotencyKey: "campaign-1" }));
    expect(first.at(-1)?.summary).toMatchObject({ accepted: 100, rejected: 0, error: { code: "invalid_request" } });
    const second = linesOf(await importFile(key, file, { idempotencyKey: "campaign-1" }));
    expect(second.at(-1)).toEqual({ summary: { accepted: 250, rejected: 0 } });
    expect(second.slice(0, 100)).toEqual(first.slice(0, 100));
    const third = linesOf(await importFile(key, file, { idempotencyKey: "campaign-1" }));
    expect(third).toEqual(second);
    expect(new Set(third.map(({ id }) => id)).size).toBe(251);
  });

  it("takes no other file under the same Idempotency-Key", async ({ expect }) => {
    const { key } = await makeAccount();
    await importFile(key, fileOf(150), { idempotencyKey: "campaign-2" });
    const other = await importFile(
      key,
      fileOf(150, () => "other"),
      { idempotencyKey: "campaign-2" },
    );
    expect([other.status, problemOf(other).code]).toEqual([409, "idempotency_key_reused"]);
    const changedLater = fileOf(150, (row) => (row < 100 ? `text ${row}` : "other"));
    const lines = linesOf(await importFile(key, changedLater, { idempotencyKey: "campaign-2" }));
    expect(lines.at(-1)?.summary).toMatchObject({ accepted: 100, error: { code: "idempotency_key_reused" } });
  });

  it("waits for the account's rate", async ({ expect }) => {
    const { key } = await makeAccount({ limits: { segmentsPerSecond: 200, burstSegments: 100 } });
    const lines = linesOf(await importFile(key, fileOf(300)));
    expect(lines.at(-1)).toEqual({ summary: { accepted: 300, rejected: 0 } });
  });

  it("ends where the account has as many waiting as it may have", async ({ expect }) => {
    const { key } = await makeAccount({ limits: { maxWaitingMessages: 100 } });
    const lines = linesOf(await importFile(key, fileOf(150)));
    expect(lines).toHaveLength(101);
    expect(lines.at(-1)?.summary).toMatchObject({ accepted: 100, error: { code: "backlog_full" } });
  });

  it.for([
    ["to,from,text,colour\n", "invalid_request"],
    ["to,to,text\n", "invalid_request"],
    ["to,from\n", "invalid_request"],
    ["", "invalid_request"],
  ] as const)("refuses %j as a whole", async ([file, code], { expect }) => {
    const { key } = await makeAccount();
    const answer = await importFile(key, file);
    expect([answer.status, problemOf(answer).code]).toEqual([400, code]);
  });

  it("refuses what is no CSV, and keys that may not send", async ({ expect }) => {
    const { key } = await makeAccount();
    expect((await call("POST", "/v1/messages/import", { key, body: {} })).status).toBe(415);
    const reader = await makeAccount({ scopes: ["messages:read"] });
    expect((await importFile(reader.key, "to,from,text\n")).status).toBe(403);
    const suspended = await makeAccount({ status: "suspended" });
    expect((await importFile(suspended.key, fileOf(1))).status).toBe(403);
  });
});
