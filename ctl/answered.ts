import { CommandError } from "./command-error.ts";

/** The JSON a call was answered with; CSV is never asked for. Throws a CommandError where there is none. */
export async function answered<T>(call: Promise<{ data?: T }>): Promise<Extract<T, object>> {
  const { data } = await call;
  if (typeof data !== "object" || data === null) throw unknownAnswer("it is no object.");
  return data as Extract<T, object>;
}

/** The answer is not what the API's description says: the edge is of another version, or no edge at all. */
export function unknownAnswer(reason: string): CommandError {
  return new CommandError(`The edge answered what this program does not know: ${reason}`);
}
