import type { AddressProfile } from "./submit-addresses.ts";
import { type SubmitProfile, defaultSubmitProfile } from "./submit-profile.ts";

/** A setting that EMI/UCP cannot say. */
export interface UnsaidSetting {
  /** Below `submitProfile`. */
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** Settings for which an EMI/UCP submit (operation 51) has no place; those of the default are what it is. */
const smppOnly = ["ucs2DataCoding", "serviceType", "protocolId", "priority"] as const;

/** Acknowledgements of the handset, SMPP 3.4 §5.2.17: NT knows delivery, non-delivery and buffering. */
const handsetAcknowledgements = 0x0c;

/** What a carrier with EMI/UCP binds cannot have in its profile, since its submits would not be as it says. */
export function unsaidInUcp(profile: SubmitProfile): UnsaidSetting[] {
  const unsaid: UnsaidSetting[] = [];
  const refuse = (path: UnsaidSetting["path"], message = "UCP binds cannot say this."): void => {
    unsaid.push({ path, message });
  };
  for (const name of smppOnly) {
    if (profile[name] !== defaultSubmitProfile[name]) refuse([name]);
  }
  for (const name of ["alphabet", "dataCoding"] as const) {
    if (profile.narrow[name] !== defaultSubmitProfile.narrow[name]) refuse(["narrow", name]);
  }
  if (profile.concatenation === "payload") refuse(["concatenation"], "UCP binds cannot take a text as one submit.");
  if (profile.concatenation === "udh16" || profile.concatenation === "sar") refuse(["concatenation"]);
  if (profile.parameters.length > 0) refuse(["parameters"]);
  if ((profile.registeredDelivery & handsetAcknowledgements) !== 0) refuse(["registeredDelivery"]);
  for (const path of unsaidOfAddress(profile.source)) refuse(["source", ...path]);
  for (const path of unsaidOfAddress(profile.destination)) refuse(["destination", ...path]);
  if (profile.source.internationalPrefix === "+") refuse(["source", "internationalPrefix"]);
  if (profile.destination.internationalPrefix !== "") {
    refuse(["destination", "internationalPrefix"], "The internationalPrefix of UCP binds says this.");
  }
  return unsaid;
}

/** UCP has types of numbers (OTOA), and no numbering plans. */
function unsaidOfAddress(profile: AddressProfile): UnsaidSetting["path"][] {
  const kinds = (["international", "shortCode", "alphanumeric"] as const).filter(
    (kind) => profile[kind].npi !== defaultSubmitProfile.source[kind].npi,
  );
  const rules = profile.rewrite.flatMap(({ npi }, index) => (npi === undefined ? [] : [["rewrite", index, "npi"]]));
  return [...kinds.map((kind) => [kind, "npi"]), ...rules];
}
