import type { operations } from "../client/index.ts";
import { CommandError } from "./command-error.ts";
import type { Flags } from "./flags.ts";
import { given } from "./given.ts";

type ChangeHeaders = NonNullable<operations["putRoutes"]["parameters"]["header"]>;

/** The precondition of --if-version; 0 stands for no version at all. */
export function versionHeaders({ "if-version": version }: Flags): ChangeHeaders {
  if (version === undefined) return {};
  if (!/^\d{1,9}$/.test(version)) throw new CommandError(`--if-version ${version} is no version.`);
  return Number(version) === 0 ? { "If-None-Match": "*" } : { "If-Match": `"${Number(version)}"` };
}

export function versionNumber(word: string | undefined): number {
  if (word === undefined || !/^[1-9]\d{0,8}$/.test(word)) throw new CommandError(`${word ?? ""} is no version.`);
  return Number(word);
}

/** What of a body says why the change is made. */
export function noteOf({ note }: Flags): { note?: string } {
  return given({ note });
}

/** The query of a change that may be tried dry. */
export function dryRunQuery(flags: Flags): { dryRun?: "true" } {
  return flags["dry-run"] ? { dryRun: "true" } : {};
}

/** A change that says all else in its path and query: without a note it has no body. */
export function noteOnly<Params extends object>(params: Params, flags: Flags) {
  const body = flags.note === undefined ? undefined : { note: flags.note };
  return { params: { ...params, header: versionHeaders(flags) }, ...given({ body }) };
}
