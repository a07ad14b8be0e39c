import { readFileSync } from "node:fs";
import { SourceMap, type SourceMapPayload } from "node:module";
import { basename, dirname, relative, resolve } from "node:path";
import { paths, root } from "../../local/paths.ts";
import type { CallFrame } from "./cpu-profile.ts";

/** Names the source of a frame in the bundled Worker by its source map; of other frames, nothing. */
export function placesInBundle(): (frame: CallFrame) => string | undefined {
  const mapFile = `${paths.workerBundle}.map`;
  const map = new SourceMap(JSON.parse(readFileSync(mapFile, "utf8")) as SourceMapPayload);
  return ({ url, lineNumber, columnNumber }) => {
    if (!url.endsWith(basename(paths.workerBundle))) return undefined;
    const entry = map.findEntry(lineNumber, columnNumber);
    if (!("originalSource" in entry)) return `bundle:${lineNumber + 1}`;
    return `${relative(root, resolve(dirname(mapFile), entry.originalSource))}:${entry.originalLine + 1}`;
  };
}

/** Names the file of a frame in what Node runs as it is; Node's own parts and what is native have none. */
export function placesInFiles(): (frame: CallFrame) => string | undefined {
  return ({ url, lineNumber }) =>
    url.startsWith("file://") ? `${relative(root, new URL(url).pathname)}:${lineNumber + 1}` : undefined;
}
