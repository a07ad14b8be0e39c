import type { Account, AccountChanges } from "./account-calls.ts";

type Limits = Account["limits"];
export type LimitName = keyof Limits;

/** Those that may be any number say so by an empty field. */
export const limitNames: readonly LimitName[] = [
  "segmentsPerSecond",
  "burstSegments",
  "maxSegmentsPerMessage",
  "maxWaitingMessages",
  "maxScheduledMessages",
  "dailySegments",
  "monthlySegments",
  "maxSubAccounts",
];

export function isOptionalLimit(name: LimitName): boolean {
  return name === "dailySegments" || name === "monthlySegments";
}

export interface SettingsValues {
  name: string;
  limits: { [Name in LimitName]: string };
  countries: string;
  prefixes: string;
  deniedPrefixes: string;
}

export function settingsValues({ name, limits, allowedDestinations }: Account): SettingsValues {
  return {
    name,
    limits: Object.fromEntries(
      limitNames.map((limit) => [limit, limits[limit] === null ? "" : String(limits[limit])]),
    ) as SettingsValues["limits"],
    countries: listText(allowedDestinations.countries),
    prefixes: listText(allowedDestinations.prefixes),
    deniedPrefixes: listText(allowedDestinations.deniedPrefixes),
  };
}

export function changesOf(values: SettingsValues): AccountChanges {
  return {
    name: values.name.trim(),
    limits: Object.fromEntries(
      limitNames.map((limit) => [limit, values.limits[limit].trim() === "" ? null : Number(values.limits[limit])]),
    ) as NonNullable<AccountChanges["limits"]>,
    allowedDestinations: {
      countries: listOf(values.countries).map((country) => country.toUpperCase()),
      prefixes: listOf(values.prefixes).map((prefix) => prefix.replace(/^\+/, "")),
      deniedPrefixes: listOf(values.deniedPrefixes).map((prefix) => prefix.replace(/^\+/, "")),
    },
  };
}

function listText(list: readonly string[] | undefined): string {
  return (list ?? []).join(", ");
}

function listOf(text: string): string[] {
  return text.split(/[\s,;]+/).filter((item) => item !== "");
}
