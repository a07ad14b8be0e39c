import { z } from "zod";
import type { Answer, Command } from "../command.ts";
import { CommandError } from "../command-error.ts";
import { pageAnswer, read } from "../read-answer.ts";
import { readJsonFile } from "../read-file.ts";
import { list } from "../table.ts";
import { accountPath } from "./accounts.ts";

const lineSchema = z.object({
  id: z.string(),
  type: z.string(),
  at: z.string(),
  amountMicros: z.number(),
  balanceMicros: z.number(),
  messages: z.number(),
  reference: z.string().nullable(),
  author: z.string().nullable(),
});

const moneySchema = z.object({
  settings: z.looseObject({}).nullable(),
  priceListVersion: z.number().nullable(),
  balance: z.looseObject({}).nullable(),
});

export const showMoney: Command = {
  usage: "money show ACCOUNT",
  about: "how an account pays, and its balance",
  takes: [1, 1],
  run: async (api, [id = ""]) => {
    const body = await api({ method: "GET", path: `${accountPath(id)}/money` });
    return {
      body,
      text: () => {
        const { settings, priceListVersion, balance } = read(moneySchema, body);
        return list([
          ...Object.entries(settings ?? { priceListId: null }),
          ["priceListVersion", priceListVersion],
          ...Object.entries(balance ?? {}).filter(([name]) => !(name in (settings ?? {}))),
        ]);
      },
    };
  },
};

export const setMoney: Command = {
  usage: "money set ACCOUNT FILE",
  about: "say how an account pays: priceListId, creditLimitMicros, …",
  takes: [2, 2],
  run: async (api, [id = "", file = ""]) => {
    const settings = await readJsonFile(file, z.looseObject({}));
    const body = await api({ method: "PUT", path: `${accountPath(id)}/money`, body: settings });
    return { body, text: () => list(Object.entries(read(z.looseObject({}), body))) };
  },
};

export const topUp = creditCommand("top-up", "top-ups", "add a payment to an account's balance");
export const adjust = creditCommand("adjust", "adjustments", "correct an account's balance");

export const listLedger: Command = {
  usage: "money ledger ACCOUNT",
  about: "what an account's balance is made of, newest first",
  takes: [1, 1],
  run: async (api, [id = ""], { limit, cursor }) => {
    const body = await api({ method: "GET", path: `${accountPath(id)}/ledger`, query: { limit, cursor } });
    return pageAnswer(body, lineSchema, {
      at: ({ at }) => at,
      type: ({ type }) => type,
      micros: ({ amountMicros }) => amountMicros,
      balance: ({ balanceMicros }) => balanceMicros,
      messages: ({ messages }) => messages,
      reference: ({ reference }) => reference,
      author: ({ author }) => author,
    });
  },
};

/** A reference names the payment, so the same command twice books it once. */
function creditCommand(verb: string, path: string, about: string): Command {
  return {
    usage: `money ${verb} ACCOUNT MICROS REFERENCE`,
    about,
    takes: [3, 3],
    run: async (api, [id = "", micros = "", reference = ""]) => {
      if (!/^-?\d{1,15}$/.test(micros)) throw new CommandError(`${micros} is no number of millionths.`);
      const body = await api({
        method: "POST",
        path: `${accountPath(id)}/${path}`,
        body: { amountMicros: Number(micros), reference },
        headers: { "idempotency-key": idempotencyKey(reference) },
      });
      return lineAnswer(body);
    },
  };
}

function idempotencyKey(reference: string): string {
  return `ctl:${reference.replaceAll(/[^A-Za-z0-9._:-]/g, "_").slice(0, 200)}`;
}

function lineAnswer(body: unknown): Answer {
  return { body, text: () => list(Object.entries(read(lineSchema, body))) };
}
