import { z } from "zod";
import type { Schema } from "../../client/index.ts";
import { answered } from "../answered.ts";
import type { Answer, Command } from "../command.ts";
import { CommandError } from "../command-error.ts";
import { pageAnswer, pageQuery } from "../page.ts";
import { readJsonFile } from "../read-file.ts";
import { list } from "../table.ts";

export const showMoney: Command = {
  usage: "money show ACCOUNT",
  about: "how an account pays, and its balance",
  takes: [1, 1],
  run: async (api, [id = ""]) => {
    const money = await answered(api.GET("/admin/v1/accounts/{id}/money", { params: { path: { id } } }));
    return {
      body: money,
      text: () => {
        const settings = money.settings ?? { priceListId: null };
        return list([
          ...Object.entries(settings),
          ["priceListVersion", money.priceListVersion],
          ...Object.entries(money.balance ?? {}).filter(([name]) => money.settings === null || !(name in settings)),
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
    const body = (await readJsonFile(file, z.looseObject({}))) as Schema<"NewMoneySettings">;
    const settings = await answered(api.PUT("/admin/v1/accounts/{id}/money", { params: { path: { id } }, body }));
    return { body: settings, text: () => list(Object.entries(settings)) };
  },
};

export const topUp = creditCommand("top-up", "top-ups", "add a payment to an account's balance");
export const adjust = creditCommand("adjust", "adjustments", "correct an account's balance");

export const listLedger: Command = {
  usage: "money ledger ACCOUNT",
  about: "what an account's balance is made of, newest first",
  takes: [1, 1],
  run: async (api, [id = ""], flags) => {
    const params = { path: { id }, query: pageQuery(flags) };
    return pageAnswer(await answered(api.GET("/admin/v1/accounts/{id}/ledger", { params })), {
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
function creditCommand(verb: string, noun: "top-ups" | "adjustments", about: string): Command {
  return {
    usage: `money ${verb} ACCOUNT MICROS REFERENCE`,
    about,
    takes: [3, 3],
    run: async (api, [id = "", micros = "", reference = ""]) => {
      if (!/^-?\d{1,15}$/.test(micros)) throw new CommandError(`${micros} is no number of millionths.`);
      const params = { path: { id }, header: { "Idempotency-Key": idempotencyKey(reference) } };
      const body = { amountMicros: Number(micros), reference };
      return lineAnswer(await answered(api.POST(`/admin/v1/accounts/{id}/${noun}`, { params, body })));
    },
  };
}

function idempotencyKey(reference: string): string {
  return `ctl:${reference.replaceAll(/[^A-Za-z0-9._:-]/g, "_").slice(0, 200)}`;
}

function lineAnswer(line: Schema<"OperatorLedgerEntry">): Answer {
  return {
    body: line,
    text: () => {
      const { id, type, at, amountMicros, balanceMicros, messages, reference, author } = line;
      return list(Object.entries({ id, type, at, amountMicros, balanceMicros, messages, reference, author }));
    },
  };
}
