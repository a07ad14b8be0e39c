import { limits } from "../support/bench-stack.ts";
import type { Bench } from "../support/gateway.ts";
import { withHeliograph, type HeliographGateway } from "../support/heliograph-gateway.ts";
import { heliographDurable, type Scene, type Turn } from "../support/scene.ts";
import { closedTurn, throughputColumns } from "../support/text-turn.ts";

const creators = 8;

async function createAccounts({ stack }: HeliographGateway, count: number): Promise<string[]> {
  const keys: string[] = [];
  let next = 0;
  const create = async (): Promise<void> => {
    while (next < count) keys.push((await stack.admin.createAccount(`Bench ${next++}`, limits)).apiKey.key);
  };
  await Promise.all(Array.from({ length: creators }, create));
  return keys;
}

function measure(bench: Bench, count: number): Promise<Turn> {
  return withHeliograph(bench, { receipts: false, inbound: false }, async (gateway) => {
    const otherKeys = await createAccounts(gateway, count - 1);
    const target = { ...gateway.target, otherKeys };
    const plan = { batchSize: 1, connections: bench.settings.clients, receipts: false };
    return closedTurn(bench, { ...gateway, target }, plan);
  });
}

function nameFor(count: number): string {
  return `Heliograph, ${count.toLocaleString("en")} account${count === 1 ? "" : "s"}`;
}

export const manyAccounts: Scene = {
  id: "g",
  title: "Many accounts at once",
  about: ({ clients }) =>
    `One text a request from ${clients} clients, the next request from the next account; no receipts. Each account is an object of its own.`,
  columns: throughputColumns,
  ratioOf: "textsPerSecond",
  baseline: nameFor(1),
  subjects: ({ accounts }) =>
    [accounts, 1].map((count) => ({
      name: nameFor(count),
      durable: heliographDurable,
      isKannel: false,
      measure: (bench) => measure(bench, count),
    })),
};
