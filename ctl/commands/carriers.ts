import { z } from "zod";
import { dryRunQuery, noteBody, versionHeaders } from "../change.ts";
import type { Command } from "../command.ts";
import { pageAnswer } from "../read-answer.ts";
import { readJsonFile } from "../read-file.ts";
import { carrierAnswer, carrierTrialAnswer } from "./carrier-answer.ts";

const listedSchema = z.object({
  id: z.string(),
  name: z.string(),
  version: z.number(),
  service: z.string(),
  createdAt: z.string(),
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
      service: ({ service }) => service,
      version: ({ version }) => version,
      created: ({ createdAt }) => createdAt,
    });
  },
};

export const showCarrier: Command = {
  usage: "carriers show ID",
  about: "a carrier and what it is doing now",
  takes: [1, 1],
  run: async (api, [id = ""]) => carrierAnswer(await api({ method: "GET", path: carrierPath(id) })),
};

export const setCarrier: Command = {
  usage: "carriers set FILE [--dry-run]",
  about: "make a carrier, or configure it anew; FILE names its id",
  takes: [1, 1],
  run: async (api, [file = ""], flags) => {
    const { id, ...config } = await readJsonFile(file, z.looseObject({ id: z.string().min(1) }));
    const body = await api({
      method: "PUT",
      path: carrierPath(id),
      query: dryRunQuery(flags),
      body: { ...withoutState(config), ...noteBody(flags) },
      headers: versionHeaders(flags),
    });
    return flags["dry-run"] ? carrierTrialAnswer(body) : carrierAnswer(body);
  },
};

export const drainCarrier = switchTo("drain", "end what it has, take nothing new");
export const disableCarrier = switchTo("disable", "hand nothing out, take its binds down");
export const activateCarrier = switchTo("activate", "put it into service again");

export const deleteCarrier: Command = {
  usage: "carriers delete ID",
  about: "forget a carrier that is disabled, drained and in no routes",
  takes: [1, 1],
  run: async (api, [id = ""]) => {
    const body = await api({ method: "DELETE", path: carrierPath(id) });
    return { body, text: () => `${id} is deleted.\n` };
  },
};

function switchTo(verb: string, about: string): Command {
  return {
    usage: `carriers ${verb} ID [--dry-run]`,
    about,
    takes: [1, 1],
    run: async (api, [id = ""], flags) => {
      const body = await api({
        method: "POST",
        path: `${carrierPath(id)}/${verb}`,
        query: dryRunQuery(flags),
        body: noteBody(flags),
        headers: versionHeaders(flags),
      });
      return flags["dry-run"] ? carrierTrialAnswer(body) : carrierAnswer(body);
    },
  };
}

export function carrierPath(id: string): string {
  return `/carriers/${encodeURIComponent(id)}`;
}

const ofCarrier = [
  "version",
  "connectors",
  "waitingTexts",
  "delayedTexts",
  "movingTexts",
  "health",
  "segmentsInFlight",
  "parkedReceipts",
  "drained",
];
const ofBind = ["state", "reason", "connector"];
const ofHttp = ["requestsInFlight", "resting", "callbackUrls"];

/** A carrier as `carriers show --json` gives it, too: what it is doing is left out again. */
function withoutState({ binds, http, ...config }: Record<string, unknown>): Record<string, unknown> {
  return {
    ...Object.fromEntries(Object.entries(config).filter(([name]) => !ofCarrier.includes(name))),
    ...(Array.isArray(binds) && { binds: binds.map((bind: unknown) => without(bind, ofBind)) }),
    ...(http !== undefined && { http: without(http, ofHttp) }),
  };
}

function without(value: unknown, names: readonly string[]): unknown {
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));
}
