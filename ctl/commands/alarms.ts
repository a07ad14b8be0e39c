import type { Schema } from "../../client/index.ts";
import { answered } from "../answered.ts";
import { noteOf } from "../change.ts";
import { CommandError } from "../command-error.ts";
import type { Answer, Command } from "../command.ts";
import { given } from "../given.ts";
import { pageAnswer, pageQuery } from "../page.ts";
import { table } from "../table.ts";

type Alarm = Schema<"Alarm">;

const columns = {
  id: ({ id }: Alarm) => id,
  severity: ({ severity }: Alarm) => severity,
  rule: ({ rule }: Alarm) => rule,
  subject: ({ subject }: Alarm) => subject,
  value: ({ value, unit }: Alarm) => (unit === "state" ? "" : `${value} ${unit}`),
  raised: ({ raisedAt }: Alarm) => raisedAt,
  cleared: ({ clearedAt }: Alarm) => clearedAt,
  acknowledged: ({ acknowledged }: Alarm) => acknowledged?.by,
  "silenced until": ({ silencedUntil }: Alarm) => silencedUntil,
};

export const listAlarms: Command = {
  usage: "alarms list [raised|cleared] [--account ID]",
  about: "what is wrong, and what was, newest first",
  takes: [0, 1],
  run: async (api, [word], flags) => {
    const query = { ...given({ state: stateOf(word), account: flags.account }), ...pageQuery(flags) };
    return pageAnswer(await answered(api.GET("/admin/v1/alarms", { params: { query } })), columns);
  },
};

export const acknowledgeAlarm: Command = {
  usage: "alarms ack ID",
  about: "take an alarm on, with --note",
  takes: [1, 1],
  run: async (api, [id = ""], flags) => {
    const path = { path: { id } };
    return alarmAnswer(
      await answered(api.POST("/admin/v1/alarms/{id}/acknowledge", { params: path, body: noteOf(flags) })),
    );
  },
};

export const silenceAlarm: Command = {
  usage: "alarms silence ID MINUTES REASON",
  about: "hear nothing of its rule and subject; 0 minutes end that",
  takes: [3, 3],
  run: async (api, [id = "", minutes = "", reason = ""]) => {
    if (!/^\d{1,6}$/.test(minutes)) throw new CommandError(`${minutes} is no number of minutes.`);
    const until = Number(minutes) === 0 ? null : new Date(Date.now() + Number(minutes) * 60_000).toISOString();
    const request = { params: { path: { id } }, body: { until, reason } };
    return alarmAnswer(await answered(api.POST("/admin/v1/alarms/{id}/silence", request)));
  },
};

function stateOf(word: string | undefined): Alarm["state"] | undefined {
  if (word === undefined || word === "raised" || word === "cleared") return word;
  throw new CommandError(`${word} is neither raised nor cleared.`);
}

function alarmAnswer(alarm: Alarm): Answer {
  const row = Object.values(columns).map((valueOf) => valueOf(alarm));
  return { body: alarm, text: () => table(Object.keys(columns), [row]) };
}
