import type { HeliographClient } from "../client/index.ts";
import { unknownAnswer } from "./answered.ts";
import { CommandError } from "./command-error.ts";
import type { Flags } from "./flags.ts";
import { given } from "./given.ts";

/** Times as RFC 3339 has them. */
export interface LogRange {
  after?: string | undefined;
  before?: string | undefined;
}

/** Reads the event log of an edge, as the flags choose, into one text: with one header, however many answers it is. */
export class LogReader {
  readonly #api: HeliographClient;
  readonly #flags: Flags;
  #isFirst = true;

  constructor(api: HeliographClient, flags: Flags) {
    this.#api = api;
    this.#flags = flags;
  }

  /** What there is of a range now, after the cursor of `place`, which goes along. */
  async *read(range: LogRange, place: { cursor: string | undefined } = { cursor: undefined }): AsyncGenerator<string> {
    const { account, message, carrier, event, json } = this.#flags;
    const chosen = given({ ...range, account, message, carrier, event, source: sourceOf(this.#flags) });
    for (let hasMore = true; hasMore;) {
      const query = {
        ...chosen,
        ...given({ cursor: place.cursor }),
        format: json ? ("json" as const) : ("csv" as const),
      };
      const isFirst = this.#isFirst;
      try {
        const { data, response } = await this.#api.GET("/admin/v1/logs", { params: { query }, parseAs: "stream" });
        if (!(data instanceof ReadableStream)) throw unknownAnswer("it is no stream.");
        yield* isFirst || json ? textOf(data) : withoutHeader(textOf(data));
        place.cursor = response.headers.get("x-heliograph-cursor") ?? place.cursor;
        hasMore = response.headers.get("x-heliograph-more") === "true";
        this.#isFirst = false;
      } catch (error) {
        throw isFirst ? brokenOff(error) : brokenOff(error, place.cursor);
      }
    }
  }
}

function sourceOf({ source }: Flags): "edge" | "connector" | undefined {
  if (source === undefined || source === "edge" || source === "connector") return source;
  throw new CommandError(`--source ${source} is neither edge nor connector.`);
}

/** Says what broke, and after some answers where to go on. */
function brokenOff(error: unknown, cursor?: string): CommandError {
  const reason = error instanceof Error ? error.message : String(error);
  const message = error instanceof CommandError ? reason : `The answer broke off: ${reason}`;
  return new CommandError(
    cursor === undefined ? message : `${message}\n--cursor ${cursor} goes on after the last whole answer.`,
  );
}

function textOf(stream: ReadableStream<Uint8Array>): AsyncIterable<string> {
  return stream.pipeThrough(new TextDecoderStream());
}

async function* withoutHeader(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let beginning: string | null = "";
  for await (const piece of pieces) {
    if (beginning === null) {
      yield piece;
      continue;
    }
    beginning += piece;
    const end = beginning.indexOf("\n");
    if (end === -1) continue;
    yield beginning.slice(end + 1);
    beginning = null;
  }
}
