import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { z } from "zod";
import { dataPaths } from "../../local/paths.ts";
import { loadSecrets } from "../../local/secrets.ts";
import { outcomes } from "../../connector/simulator/outcomes.ts";
import { isFinal, type NewText } from "../support/api-client.ts";
import { TestStack } from "../support/stack.ts";

const textCount = 600;
const batchSize = 10;
const killsOfTheEdge = 3;
const priceMicros = 7_000;
const toppedUpMicros = 100_000_000;
const settleMs = 90_000;
const refused = suffixOf("invalid_destination");
const undeliverable = suffixOf("undeliverable");

function suffixOf(outcome: string): string {
  const found = outcomes.find(({ name }) => name === outcome);
  if (found === undefined) throw new Error(`the simulator has no outcome ${outcome}`);
  return found.suffix;
}

/** A third is delivered, a third is not, and a third the SMSC refuses. */
function textNumber(index: number): NewText {
  const to =
    [`+57300${String(index).padStart(6, "0")}1`, `+57300${undeliverable}`, `+57300${refused}`][index % 3] ?? "";
  return { to, from: "Heliograph", text: `text ${index}` };
}

const balanceSchema = z.object({ balanceMicros: z.number(), heldMicros: z.number() });
const ledgerSchema = z.object({
  data: z.array(z.object({ type: z.string(), amountMicros: z.number(), messages: z.number() })),
  nextCursor: z.string().nullable(),
});
const usageSchema = z.object({
  data: z.array(z.object({ messages: z.number(), spentMicros: z.number(), refundedMicros: z.number() })),
});

async function ask(url: string, key: string, init: { method?: string; body?: unknown } = {}): Promise<unknown> {
  const response = await fetch(url, {
    method: init.method ?? "GET",
    headers: {
      authorization: `Bearer ${key}`,
      "content-type": "application/json",
      "idempotency-key": crypto.randomUUID(),
    },
    ...(init.body !== undefined && { body: JSON.stringify(init.body) }),
  });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${JSON.stringify(answer)}`);
  return answer;
}

async function charge({ url, folder, api }: TestStack): Promise<void> {
  const { ADMIN_KEY } = await loadSecrets(dataPaths(folder).secrets);
  const { id } = z.object({ id: z.string() }).parse(await ask(`${url}/v1/account`, api.key));
  const put = (path: string, body: unknown) => ask(`${url}/admin/v1${path}`, ADMIN_KEY, { method: "PUT", body });
  await put("/prices/e2e", { currency: "EUR", chargeOn: "submitted", rows: [{ country: "CO", priceMicros }] });
  await put(`/accounts/${id}/money`, { priceListId: "e2e" });
  const body = { amountMicros: toppedUpMicros, reference: "e2e" };
  await ask(`${url}/admin/v1/accounts/${id}/top-ups`, ADMIN_KEY, { method: "POST", body });
}

async function sendAll(stack: TestStack): Promise<string[]> {
  const ids: string[] = [];
  for (let next = 0; next < textCount; next += batchSize) {
    const texts = Array.from({ length: batchSize }, (_, index) => textNumber(next + index));
    ids.push(...(await stack.api.sendBatch(texts)));
    await sleep(100);
  }
  return ids;
}

async function killTheEdge(stack: TestStack): Promise<void> {
  for (let kills = 0; kills < killsOfTheEdge; kills++) {
    await sleep(1_500);
    await stack.kill("edge");
    await stack.start("edge");
  }
}

/** The balance once nothing is held any more, or when the time is over. */
async function settledBalance({ url, api }: TestStack): Promise<z.infer<typeof balanceSchema>> {
  const deadline = Date.now() + settleMs;
  for (;;) {
    const balance = balanceSchema.parse(await ask(`${url}/v1/balance`, api.key));
    if (balance.heldMicros === 0 || Date.now() > deadline) return balance;
    await sleep(100);
  }
}

async function wholeLedger({ url, api }: TestStack): Promise<z.infer<typeof ledgerSchema>["data"]> {
  const lines: z.infer<typeof ledgerSchema>["data"] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const query = cursor === "" ? "" : `&cursor=${cursor}`;
    const page = ledgerSchema.parse(await ask(`${url}/v1/ledger?limit=1000${query}`, api.key));
    lines.push(...page.data);
    cursor = page.nextCursor;
  }
  return lines;
}

test("the ledger comes to what the SMSC took, whenever the edge is killed", async () => {
  await TestStack.with({ receiptDelayMs: 300 }, async (stack) => {
    await charge(stack);
    const [ids] = await Promise.all([sendAll(stack), killTheEdge(stack)]);
    for (const id of ids) await stack.api.messageWhen(id, isFinal, settleMs);
    const balance = await settledBalance(stack);
    const lines = await wholeLedger(stack);
    const usage = usageSchema.parse(await ask(`${stack.url}/v1/usage?groupBy=`, stack.api.key)).data;

    const taken = new Set(
      stack.submits().flatMap(({ carrierMessageId, text }) => (carrierMessageId === null ? [] : [text])),
    );
    const spentMicros = taken.size * priceMicros;
    const refundedMicros = (textCount - taken.size) * priceMicros;
    const sumOf = (type: string): number =>
      lines.reduce((sum, line) => sum + (line.type === type ? line.amountMicros : 0), 0);
    const held = lines.reduce((sum, { type, messages }) => sum + (type === "hold" ? messages : 0), 0);
    process.stdout.write(`money: ${JSON.stringify({ accepted: ids.length, taken: taken.size, ...balance })}\n`);

    expect(new Set(ids).size).toBe(textCount);
    expect(taken.size).toBe((textCount / 3) * 2);
    expect(held).toBe(textCount);
    expect({ hold: sumOf("hold"), refund: sumOf("refund") }).toEqual({
      hold: -textCount * priceMicros,
      refund: refundedMicros,
    });
    expect(balance).toMatchObject({ heldMicros: 0, balanceMicros: toppedUpMicros - spentMicros });
    expect(usage).toMatchObject([{ messages: textCount, spentMicros, refundedMicros }]);
  });
});
