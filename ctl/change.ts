import { CommandError } from "./command-error.ts";
import type { Flags } from "./flags.ts";

/** The If-Match header of --if-version; 0 stands for no version at all. */
export function versionHeaders({ "if-version": version }: Flags): Record<string, string> {
  if (version === undefined) return {};
  if (!/^\d{1,9}$/.test(version)) throw new CommandError(`--if-version ${version} is no version.`);
  return Number(version) === 0 ? { "if-none-match": "*" } : { "if-match": `"${Number(version)}"` };
}

/** A version as it stands in a path. */
export function versionWord(word: string | undefined): string {
  if (word === undefined || !/^[1-9]\d{0,8}$/.test(word)) throw new CommandError(`${word ?? ""} is no version.`);
  return word;
}

/** The body of a change that says all else it is in its path; undefined where there is no note. */
export function noteBody({ note }: Flags): { note: string } | undefined {
  return note === undefined ? undefined : { note };
}

/** The query of a change that may be tried dry. */
export function dryRunQuery(flags: Flags): { dryRun: string | undefined } {
  return { dryRun: flags["dry-run"] ? "true" : undefined };
}
