import { answered } from "../answered.ts";
import { dryRunQuery, noteOnly } from "../change.ts";
import type { Command } from "../command.ts";
import { bindsAnswer, carrierTrialAnswer } from "./carrier-answer.ts";

export const listBinds: Command = {
  usage: "binds list CARRIER",
  about: "a carrier's binds: who holds each, and how it is",
  takes: [1, 1],
  run: async (api, [id = ""]) =>
    bindsAnswer(await answered(api.GET("/admin/v1/carriers/{id}", { params: { path: { id } } }))),
};

export const disableBind = switchTo("disable", "drain a bind's window and take it down");
export const activateBind = switchTo("activate", "put a bind up again");

function switchTo(verb: "disable" | "activate", about: string): Command {
  return {
    usage: `binds ${verb} CARRIER BIND [--dry-run]`,
    about,
    takes: [2, 2],
    run: async (api, [id = "", bindId = ""], flags) => {
      const request = noteOnly({ path: { id, bindId }, query: dryRunQuery(flags) }, flags);
      const answer = await answered(api.POST(`/admin/v1/carriers/{id}/binds/{bindId}/${verb}`, request));
      return "dryRun" in answer ? carrierTrialAnswer(answer) : bindsAnswer(answer);
    },
  };
}
