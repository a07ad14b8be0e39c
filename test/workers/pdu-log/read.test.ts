import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import type { TimelineEntry } from "../../../src/messages/message.ts";
import { makeAccount } from "../support/accounts.ts";
import { ids } from "../support/scene.ts";
import { call, problemOf } from "../http/support/api.ts";
import { insertMessage } from "../http/support/messages.ts";
import { pduLine, readPdus, shipLines } from "./scene.ts";

const hourMs = 3_600_000;
const startMs = Date.UTC(2026, 7, 4, 10);

describe("GET /admin/v1/logs?source=connector", () => {
  it("has the PDUs of a time, a message or a carrier, as the connector wrote them", async ({ expect }) => {
    const id = ids.next("message");
    await shipLines(startMs, [
      pduLine(startMs + 1_000, { messageId: id, recipient: "57300•••4567" }),
      pduLine(startMs + 1_020, {
        direction: "in",
        command: "submit_sm_resp",
        messageId: id,
        carrierMessageId: 'a"b,c',
      }),
      pduLine(startMs + 2_000, { carrierId: "other" }),
    ]);
    await shipLines(startMs + hourMs, [pduLine(startMs + hourMs + 5, { connectorId: "bogota-2" })], {
      connectorId: "bogota-2",
    });
    const range = "after=2026-08-04T10:00:00Z&before=2026-08-04T12:00:00Z";
    const { lines, answer } = await readPdus(range);
    expect(lines.map(({ command, carrierId }) => [command, carrierId])).toEqual([
      ["submit_sm", "acme"],
      ["submit_sm_resp", "acme"],
      ["submit_sm", "other"],
      ["submit_sm", "acme"],
    ]);
    expect(lines[0]).toMatchObject({ sequence: 7, octets: 71, status: null, recipient: "57300•••4567" });
    expect(answer.headers.get("x-heliograph-more")).toBe("false");
    expect((await readPdus(`${range}&message=${id}`)).lines.map(({ carrierMessageId }) => carrierMessageId)).toEqual([
      null,
      'a"b,c',
    ]);
    expect((await readPdus(`${range}&carrier=other`)).lines).toHaveLength(1);
    const early = await readPdus("after=2026-08-04T10:00:00Z&before=2026-08-04T10:00:01.010Z");
    expect(early.lines).toHaveLength(1);
    const csv = await call("GET", `/admin/v1/logs?source=connector&format=csv&message=${id}&${range}`, {
      key: env.ADMIN_KEY,
    });
    expect(String(csv.body).split("\r\n")).toEqual([
      expect.stringMatching(/^time,connectorId,/) as string,
      expect.stringContaining("57300•••4567") as string,
      expect.stringContaining('"a""b,c"') as string,
      "",
    ]);
  });

  it("goes on from file to file, and passes over one that is spoilt", async ({ expect }) => {
    const fromMs = startMs + 24 * hourMs;
    for (let index = 0; index < 22; index++) {
      await shipLines(fromMs + index * 1_000, [pduLine(fromMs + index * 1_000, { sequence: String(index) })]);
    }
    const spoilt = Uint8Array.of(0x1f, 0x8b, 8, 1, 2, 3);
    const key = `pdus/2026/08/05/10/${fromMs + 500}-bogota-1.csv.gz`;
    await env.LOGS.put(key, spoilt, { customMetadata: { lastLineAtMs: String(fromMs + hourMs) } });
    const range = "after=2026-08-05T10:00:00Z&before=2026-08-05T11:00:00Z";
    const first = await readPdus(range);
    expect(first.answer.headers.get("x-heliograph-more")).toBe("true");
    const second = await readPdus(`${range}&cursor=${first.answer.headers.get("x-heliograph-cursor")}`);
    const sequences = [...first.lines, ...second.lines].map(({ sequence }) => sequence);
    expect(sequences).toEqual(Array.from({ length: 22 }, (_, index) => index));
    expect(second.answer.headers.get("x-heliograph-more")).toBe("false");
  });

  it("says what connectors do not know", async ({ expect }) => {
    for (const [filter, path] of [
      ["account=acc_1", "account"],
      ["event=sent", "event"],
    ] as const) {
      const { answer } = await readPdus(filter);
      expect([answer.status, problemOf(answer).errors?.[0]?.path]).toEqual([400, path]);
    }
    const { answer } = await readPdus("cursor=eyJhZnRlciI6ImV2ZW50cy8xIn0");
    expect([answer.status, problemOf(answer).code]).toEqual([400, "invalid_cursor"]);
  });
});

describe("GET /admin/v1/accounts/{id}/messages/{messageId}/pdus", () => {
  const sent = { carrierId: "acme", bindId: "b1", segment: 1, attempt: 1, carrierMessageId: "4f2a" };

  async function sentMessage(atMs: number, receiptAtMs: number): Promise<{ account: string; id: string }> {
    const { id: account } = await makeAccount();
    const id = ids.next("message");
    const timeline: Record<string, TimelineEntry> = {
      "sent.0.1": { type: "sent", atMs, ...sent },
      "receipt.0.delivered": { type: "receipt", atMs: receiptAtMs, ...sent, outcome: "delivered" },
    };
    await insertMessage(account, { id, status: "delivered", timeline });
    return { account, id };
  }

  const ask = (account: string, id: string) =>
    call("GET", `/admin/v1/accounts/${account}/messages/${id}/pdus`, { key: env.ADMIN_KEY });

  it("has the submit, its response and the receipt, of the hours of its steps only", async ({ expect }) => {
    const fromMs = startMs + 48 * hourMs;
    const receiptMs = fromMs + 5 * hourMs;
    const { account, id } = await sentMessage(fromMs + 1_000, receiptMs + 1_000);
    const receipt = { direction: "in", command: "deliver_sm", carrierMessageId: "4f2a" };
    await shipLines(receiptMs, [
      pduLine(receiptMs + 900, receipt),
      pduLine(receiptMs + 910, { ...receipt, carrierId: "other" }),
    ]);
    await shipLines(fromMs, [
      pduLine(fromMs + 980, { messageId: id }),
      pduLine(fromMs + 990, { messageId: ids.next("message") }),
      pduLine(fromMs + 995, { direction: "in", command: "submit_sm_resp", messageId: id, carrierMessageId: "4f2a" }),
    ]);
    await shipLines(fromMs + 2 * hourMs, [pduLine(fromMs + 2 * hourMs, receipt)]);
    const answer = await ask(account, id);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      complete: true,
      pdus: [{ command: "submit_sm" }, { command: "submit_sm_resp" }, { command: "deliver_sm", carrierId: "acme" }],
    });
  });

  it("reads so many files and says that there is more", async ({ expect }) => {
    const fromMs = startMs + 72 * hourMs;
    const { account, id } = await sentMessage(fromMs + 20_000, fromMs + 20_000);
    for (let index = 0; index < 14; index++) {
      await shipLines(fromMs + index * 1_000, [pduLine(fromMs + index * 1_000, { messageId: id })]);
    }
    const { body } = await ask(account, id);
    expect(body).toMatchObject({ complete: false });
    expect((body as { pdus: unknown[] }).pdus).toHaveLength(12);
  });

  it("has nothing where nothing was shipped, and knows no message that is not there", async ({ expect }) => {
    const { account, id } = await sentMessage(startMs + 96 * hourMs, startMs + 96 * hourMs);
    expect((await ask(account, id)).body).toEqual({ pdus: [], complete: true });
    const { id: stranger } = await makeAccount();
    for (const [asked, message] of [
      [account, ids.next("message")],
      [account, "nonsense"],
      [stranger, id],
    ] as const) {
      const answer = await ask(asked, message);
      expect([answer.status, problemOf(answer).code]).toEqual([404, "not_found"]);
    }
  });
});
