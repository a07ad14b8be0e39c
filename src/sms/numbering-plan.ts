import { Metadata, type CountryCode, type NumberingPlan } from "libphonenumber-js/min";
import metadataJson from "libphonenumber-js/min/metadata";

/** What a calling code says about the numbers under it, gathered over all countries that share the code. */
export interface CallingCodePlan {
  readonly callingCode: string;
  /** Bit n: a national number of n digits is possible in every country of the code. */
  readonly possibleEverywhere: number;
  /** Bit n: a national number of n digits is possible in some country of the code. */
  readonly possibleSomewhere: number;
  /** Digits that libphonenumber takes off the front of a national number, or rewrites; null when there are none. */
  readonly nationalPrefix: RegExp | null;
}

/** By calling code as a number, 1 to 999; null for a code that is not in use. Filled as codes come up. */
const plans: (CallingCodePlan | null | undefined)[] = Array.from({ length: 1000 });

/**
 * The plan of a calling code (1 to 999) as libphonenumber-js knows it, or null for a code not in use. The first call for a
 * code reads the metadata; later ones are an array access.
 */
export function planOfCallingCode(callingCode: number): CallingCodePlan | null {
  const known = plans[callingCode];
  if (known !== undefined) return known;
  const plan = readPlan(String(callingCode));
  plans[callingCode] = plan;
  return plan;
}

function readPlan(callingCode: string): CallingCodePlan | null {
  const countries: readonly CountryCode[] | undefined = metadataJson.country_calling_codes[callingCode];
  const isGlobal = metadataJson.nonGeographic[callingCode] !== undefined;
  if (countries === undefined && !isGlobal) return null;

  const main = numberingPlanOf(callingCode);
  let everywhere = lengthBits(main);
  let somewhere = everywhere;
  for (const country of countries ?? []) {
    const lengths = lengthBits(numberingPlanOf(country));
    everywhere &= lengths;
    somewhere |= lengths;
  }
  const prefix = main.nationalPrefixForParsing();
  return {
    callingCode,
    possibleEverywhere: everywhere,
    possibleSomewhere: somewhere,
    nationalPrefix: prefix === undefined || prefix === "" ? null : new RegExp(`^(?:${prefix})`),
  };
}

/** A method of libphonenumber-js 1.13 that its types leave out. */
type DetailedPlan = NumberingPlan & { nationalPrefixForParsing(): string | undefined };

function numberingPlanOf(countryOrCallingCode: string): DetailedPlan {
  const metadata = new Metadata();
  // At run time a calling code selects a plan as well as a country does; the property tests of address.ts hold both to that.
  metadata.selectNumberingPlan(countryOrCallingCode as CountryCode);
  return metadata.numberingPlan as DetailedPlan;
}

function lengthBits(plan: NumberingPlan): number {
  return plan.possibleLengths().reduce((bits, length) => bits | (1 << length), 0);
}
