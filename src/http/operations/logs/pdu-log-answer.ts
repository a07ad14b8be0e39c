import { encodeCells } from "../../../event-log/log-line.ts";
import { pduColumns } from "../../../link/pdu-log.ts";
import { findPduFiles } from "../../../pdu-log/find-pdu-files.ts";
import type { PduLine } from "../../../pdu-log/pdu-line.ts";
import { type PduFilter, readPduLines } from "../../../pdu-log/read-pdu-lines.ts";
import type { LogAnswer, LogQuestion } from "./log-answer.ts";
import { presentPdu } from "./pdu-schemas.ts";

/** What one answer reads: about 200 MB of lines. */
const limits = { files: 20, bytes: 16 * 2 ** 20 };

/** Lines of the connectors' PDU logs. */
export async function pduLogAnswer(
  env: Pick<Env, "LOGS">,
  { afterMs, beforeMs, afterKey, message, carrier }: LogQuestion,
): Promise<LogAnswer> {
  const found = await findPduFiles(env, { afterMs, beforeMs, afterKey }, limits);
  const wanted = [message, carrier].filter((value) => value !== undefined);
  const filter: PduFilter = {
    mayFit: (text) => wanted.every((value) => text.includes(value)),
    fits: (line) => {
      const atMs = Date.parse(line.time);
      const isOf = (value: string | undefined, cell: string): boolean => value === undefined || value === cell;
      return atMs >= afterMs && atMs < beforeMs && isOf(message, line.messageId) && isOf(carrier, line.carrierId);
    },
  };
  return {
    ...found,
    name: "pdus",
    header: encodeCells(pduColumns),
    groups: rows(readPduLines(env, found.files, filter)),
  };
}

async function* rows(groups: AsyncGenerator<PduLine[], undefined>): LogAnswer["groups"] {
  for await (const lines of groups) {
    yield {
      csv: () => lines.map((line) => encodeCells(pduColumns.map((column) => line[column]))).join(""),
      json: () => lines.map(presentPdu),
    };
  }
}
