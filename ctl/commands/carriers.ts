import { z } from "zod";
import type { Answer, Command } from "../command.ts";
import { pageAnswer, read } from "../read-answer.ts";
import { readJsonFile } from "../read-file.ts";
import { list, table } from "../table.ts";

const listedSchema = z.object({ id: z.string(), name: z.string(), createdAt: z.string() });

const carrierSchema = z.object({
  id: z.string(),
  name: z.string(),
  onUnknown: z.string(),
  maxAttempts: z.number(),
  segmentsPerSecond: z.number().nullable(),
  connectors: z.array(z.string()),
  waitingTexts: z.number(),
  segmentsInFlight: z.number(),
  parkedReceipts: z.number(),
  binds: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      host: z.string(),
      port: z.number(),
      state: z.string(),
      reason: z.string().optional(),
    }),
  ),
});

export const listCarriers: Command = {
  usage: "carriers list",
  about: "the carriers there are",
  takes: [0, 0],
  run: async (api, _words, { limit, cursor }) => {
    const body = await api({ method: "GET", path: "/carriers", query: { limit, cursor } });
    return pageAnswer(body, listedSchema, {
      id: ({ id }) => id,
      name: ({ name }) => name,
      created: ({ createdAt }) => createdAt,
    });
  },
};

export const showCarrier: Command = {
  usage: "carriers show ID",
  about: "a carrier and what it is doing now",
  takes: [1, 1],
  run: async (api, [id = ""]) =>
    carrierAnswer(await api({ method: "GET", path: `/carriers/${encodeURIComponent(id)}` })),
};

export const setCarrier: Command = {
  usage: "carriers set FILE",
  about: "make a carrier, or configure it anew; FILE names its id",
  takes: [1, 1],
  run: async (api, [file = ""]) => {
    const { id, ...config } = await readJsonFile(file, z.looseObject({ id: z.string().min(1) }));
    return carrierAnswer(await api({ method: "PUT", path: `/carriers/${encodeURIComponent(id)}`, body: config }));
  },
};

function carrierAnswer(body: unknown): Answer {
  return {
    body,
    text: () => {
      const carrier = read(carrierSchema, body);
      const fields = list([
        ["id", carrier.id],
        ["name", carrier.name],
        ["unknown outcomes", carrier.onUnknown],
        ["attempts", carrier.maxAttempts],
        ["segments a second", carrier.segmentsPerSecond],
        ["connectors", carrier.connectors.join(", ")],
        ["texts waiting", carrier.waitingTexts],
        ["segments in flight", carrier.segmentsInFlight],
        ["parked receipts", carrier.parkedReceipts],
      ]);
      const rows = carrier.binds.map(({ id, kind, host, port, state, reason }) => [
        id,
        kind,
        `${host}:${port}`,
        state,
        reason,
      ]);
      return `${fields}\n${table(["bind", "kind", "smsc", "state", "reason"], rows)}`;
    },
  };
}
