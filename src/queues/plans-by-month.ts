import { type WithDatabase, holderOf, messageDatabases } from "../db/months.ts";
import type { OutboundChunk } from "../messages/message.ts";
import type { CarrierShare, DispatchPlan, UnroutableText } from "./plan-dispatch.ts";

/** Chunks and what is done with each, in the same order. */
export interface Dispatch {
  chunks: readonly { chunk: OutboundChunk }[];
  plans: readonly DispatchPlan[];
}

/** What of chunks goes into which database. A chunk has texts of two months at most where it was cut at midnight, or they had to wait for their time. */
export function plansByMonth(env: WithDatabase, { chunks, plans }: Dispatch): Map<D1Database, Dispatch> {
  const databases = messageDatabases(env);
  if (databases.length === 1) return new Map([[env.DB, { chunks, plans }]]);
  const nameOf = (id: string): string => holderOf(databases, id).name;
  const used = new Set(chunks.flatMap(({ chunk }) => chunk.texts.map(({ id }) => nameOf(id))));
  return new Map(
    databases
      .filter(({ name }) => used.has(name))
      .map(({ name, db }) => {
        const isHere = ({ id }: { id: string }): boolean => nameOf(id) === name;
        return [
          db,
          {
            chunks: chunks.map(({ chunk }) => ({ chunk: { ...chunk, texts: chunk.texts.filter(isHere) } })),
            plans: plans.map((plan) => planOf(plan, isHere)),
          },
        ];
      }),
  );
}

function planOf({ shares, unroutableJson }: DispatchPlan, isHere: (text: { id: string }) => boolean): DispatchPlan {
  return {
    shares: shares.flatMap((share) => shareOf(share, isHere)),
    unroutableJson: unroutableJson === null ? null : unroutableOf(unroutableJson, isHere),
  };
}

function shareOf(share: CarrierShare, isHere: (text: { id: string }) => boolean): CarrierShare[] {
  if (share.texts.every(isHere)) return [share];
  const indexes = [...share.texts.keys()].filter((index) => {
    const text = share.texts[index];
    return text !== undefined && isHere(text);
  });
  if (indexes.length === 0) return [];
  const texts = indexes.flatMap((index) => share.texts[index] ?? []);
  const { accountId, chunkId } = JSON.parse(share.chunkJson) as OutboundChunk;
  const countries = indexes.map((index) => share.countries[index] ?? null);
  return [{ ...share, texts, countries, chunkJson: JSON.stringify({ accountId, chunkId, texts }) }];
}

function unroutableOf(json: string, isHere: (text: { id: string }) => boolean): string | null {
  const { accountId, texts } = JSON.parse(json) as { accountId: string; texts: UnroutableText[] };
  const own = texts.filter(isHere);
  return own.length === 0 ? null : JSON.stringify({ accountId, texts: own });
}

/** The bindings for whoever writes into one of the databases. */
export function withDatabase(env: Env, db: D1Database): Env {
  return db === env.DB ? env : { ...env, DB: db };
}
