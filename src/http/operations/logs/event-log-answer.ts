import { findParts } from "../../../event-log/find-parts.ts";
import { type LogLine, encodeLogLine, logHeader } from "../../../event-log/log-line.ts";
import { type LineFilters, readLines } from "../../../event-log/read-lines.ts";
import type { LogAnswer, LogQuestion } from "./log-answer.ts";
import { presentLine } from "./log-schemas.ts";

/** Lines of the event log. */
export async function eventLogAnswer(
  env: Pick<Env, "LOGS">,
  { afterMs, beforeMs, afterKey, account, message, carrier, event }: LogQuestion,
): Promise<LogAnswer> {
  const found = await findParts(env, { afterMs, beforeMs, afterKey });
  const equal = {
    ...(account !== undefined && { accountId: account }),
    ...(message !== undefined && { messageId: message }),
    ...(carrier !== undefined && { carrierId: carrier }),
    ...(event !== undefined && { event }),
  } satisfies LineFilters["equal"];
  const lines = readLines(env, found.files, { equal, afterMs, beforeMs });
  return { ...found, name: "events", header: logHeader, groups: rows(lines) };
}

async function* rows(groups: AsyncGenerator<LogLine[], undefined>): LogAnswer["groups"] {
  for await (const lines of groups) {
    yield { csv: () => lines.map(encodeLogLine).join(""), json: () => lines.map(presentLine) };
  }
}
