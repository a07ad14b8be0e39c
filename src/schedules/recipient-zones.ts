import { countryOfNumber } from "../routing/country.ts";

/** Countries that numbers have and the platform's data does not. */
const furtherZones: ReadonlyMap<string, readonly string[]> = new Map([
  ["XK", ["Europe/Belgrade"]],
  ["AC", ["Atlantic/St_Helena"]],
  ["TA", ["Atlantic/St_Helena"]],
]);

const zonesByCountry = new Map<string, readonly string[]>();

/**
 * The time zones (IANA) that whoever has an E.164 number may be in: all those of its country, as the platform's CLDR data
 * have them. Empty for a number of no country, such as a satellite phone's.
 */
export function zonesOfNumber(e164: string): readonly string[] {
  const country = countryOfNumber(e164);
  return country === null ? [] : zonesOfCountry(country);
}

function zonesOfCountry(country: string): readonly string[] {
  const known = zonesByCountry.get(country);
  if (known !== undefined) return known;
  const zones = furtherZones.get(country) ?? new Intl.Locale(`und-${country}`).getTimeZones() ?? [];
  zonesByCountry.set(country, zones);
  return zones;
}
