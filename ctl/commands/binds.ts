import { dryRunQuery, noteBody, versionHeaders } from "../change.ts";
import type { Command } from "../command.ts";
import { bindsAnswer, carrierTrialAnswer } from "./carrier-answer.ts";
import { carrierPath } from "./carriers.ts";

export const listBinds: Command = {
  usage: "binds list CARRIER",
  about: "a carrier's binds: who holds each, and how it is",
  takes: [1, 1],
  run: async (api, [carrier = ""]) => bindsAnswer(await api({ method: "GET", path: carrierPath(carrier) })),
};

export const disableBind = switchTo("disable", "drain a bind's window and take it down");
export const activateBind = switchTo("activate", "put a bind up again");

function switchTo(verb: string, about: string): Command {
  return {
    usage: `binds ${verb} CARRIER BIND [--dry-run]`,
    about,
    takes: [2, 2],
    run: async (api, [carrier = "", bind = ""], flags) => {
      const body = await api({
        method: "POST",
        path: `${carrierPath(carrier)}/binds/${encodeURIComponent(bind)}/${verb}`,
        query: dryRunQuery(flags),
        body: noteBody(flags),
        headers: versionHeaders(flags),
      });
      return flags["dry-run"] ? carrierTrialAnswer(body) : bindsAnswer(body);
    },
  };
}
