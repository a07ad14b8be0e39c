import { type HoursQuery, type ListedFiles, listHours } from "./list-hours.ts";
import { type LogPart, partsPrefix, readPart } from "./log-part.ts";

/** Parts that one question is answered from. */
const partLimit = 20;

/** The parts that have events of a range, in the order of their hours and then of their making. */
export function findParts(
  env: Pick<Env, "LOGS">,
  { afterMs, beforeMs, afterKey }: Omit<HoursQuery, "prefix">,
): Promise<ListedFiles<LogPart>> {
  return listHours(
    env,
    { prefix: partsPrefix, afterMs, beforeMs, afterKey },
    {
      read: (object) => {
        const part = readPart(object);
        return part !== null && part.lastAtMs >= afterMs && part.firstAtMs < beforeMs ? part : null;
      },
      isFull: ({ length }) => length === partLimit,
    },
  );
}
