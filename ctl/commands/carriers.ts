import { z } from "zod";
import type { Schema } from "../../client/index.ts";
import { answered } from "../answered.ts";
import { dryRunQuery, noteOf, noteOnly, versionHeaders } from "../change.ts";
import type { Command } from "../command.ts";
import { pageAnswer, pageQuery } from "../page.ts";
import { readJsonFile } from "../read-file.ts";
import { carrierAnswer, carrierTrialAnswer } from "./carrier-answer.ts";

export const listCarriers: Command = {
  usage: "carriers list",
  about: "the carriers there are",
  takes: [0, 0],
  run: async (api, _words, flags) => {
    const page = await answered(api.GET("/admin/v1/carriers", { params: { query: pageQuery(flags) } }));
    return pageAnswer(page, {
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
  run: async (api, [id = ""]) =>
    carrierAnswer(await answered(api.GET("/admin/v1/carriers/{id}", { params: { path: { id } } }))),
};

export const setCarrier: Command = {
  usage: "carriers set FILE [--dry-run]",
  about: "make a carrier, or configure it anew; FILE names its id",
  takes: [1, 1],
  run: async (api, [file = ""], flags) => {
    const { id, ...config } = await readJsonFile(file, z.looseObject({ id: z.string().min(1) }));
    const params = { path: { id }, query: dryRunQuery(flags), header: versionHeaders(flags) };
    const body = { ...withoutState(config), ...noteOf(flags) } as Schema<"NewCarrier">;
    const answer = await answered(api.PUT("/admin/v1/carriers/{id}", { params, body }));
    return "dryRun" in answer ? carrierTrialAnswer(answer) : carrierAnswer(answer);
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
    const { data = null } = await api.DELETE("/admin/v1/carriers/{id}", { params: { path: { id } } });
    return { body: data, text: () => `${id} is deleted.\n` };
  },
};

function switchTo(verb: "drain" | "disable" | "activate", about: string): Command {
  return {
    usage: `carriers ${verb} ID [--dry-run]`,
    about,
    takes: [1, 1],
    run: async (api, [id = ""], flags) => {
      const request = noteOnly({ path: { id }, query: dryRunQuery(flags) }, flags);
      const answer = await answered(api.POST(`/admin/v1/carriers/{id}/${verb}`, request));
      return "dryRun" in answer ? carrierTrialAnswer(answer) : carrierAnswer(answer);
    },
  };
}

type Carrier = Schema<"Carrier">;

const ofCarrier: readonly string[] = [
  "version",
  "connectors",
  "waitingTexts",
  "delayedTexts",
  "movingTexts",
  "health",
  "segmentsInFlight",
  "parkedReceipts",
  "drained",
] satisfies (keyof Carrier)[];
const ofBind: readonly string[] = ["state", "reason", "connector"] satisfies (keyof Carrier["binds"][number])[];
const ofHttp: readonly string[] = ["requestsInFlight", "resting", "callbackUrls"] satisfies (keyof NonNullable<
  Carrier["http"]
>)[];

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
