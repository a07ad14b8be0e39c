import type { BindConfig } from "../../src/link/bind-config.ts";
import { commandStatus, interfaceVersion, tlvTag } from "./constants.ts";
import type { Tlv } from "./pdu.ts";
import { findTlv } from "./pdu.ts";

/** interface_version of a bind request: 0x34 or 0x50. */
export type InterfaceVersion = BindConfig["interfaceVersion"];

/**
 * What carriers that know no 5.0 refuse its bind with. SMPP has no status for a version that is not spoken (3.4 §5.2.4 asks
 * for none), so these are the ones that say "I could not make sense of this" and nothing about who asks.
 */
const notUnderstood = new Set<number>([
  commandStatus.ESME_RINVCMDLEN,
  commandStatus.ESME_RINVCMDID,
  commandStatus.ESME_RSYSERR,
  commandStatus.ESME_RBINDFAIL,
  commandStatus.ESME_RINVPARLEN,
  commandStatus.ESME_RUNKNOWNERR,
]);

/**
 * The version to try instead, at once, after a bind of `asked` was refused with this status; undefined where the version is
 * not what was wrong.
 */
export function fallbackVersion(asked: InterfaceVersion, status: number): InterfaceVersion | undefined {
  return asked === interfaceVersion.smpp50 && notUnderstood.has(status) ? interfaceVersion.smpp34 : undefined;
}

/**
 * The version both sides speak, SMPP 3.4 §4.1.2: the lower of the one asked for and sc_interface_version. A carrier that
 * names none is taken for 3.4: that older ones exist changes nothing in what is sent to them.
 */
export function spokenVersion(asked: InterfaceVersion, bindResponseTlvs: readonly Tlv[]): InterfaceVersion {
  const theirs = findTlv(bindResponseTlvs, tlvTag.sc_interface_version)?.[0] ?? interfaceVersion.smpp34;
  return asked === interfaceVersion.smpp50 && theirs >= interfaceVersion.smpp50
    ? interfaceVersion.smpp50
    : interfaceVersion.smpp34;
}

/** The version that the next bind asks for. */
export class AskedVersion {
  readonly #configured: () => InterfaceVersion;
  #asked: InterfaceVersion;

  /** @param configured as it is now */
  constructor(configured: () => InterfaceVersion) {
    this.#configured = configured;
    this.#asked = configured();
  }

  get asked(): InterfaceVersion {
    return this.#asked;
  }

  /** A bind was refused with this status. True when another version is worth a try at once. */
  refused(status: number): boolean {
    const fallback = fallbackVersion(this.#asked, status);
    // Refused whatever the version: that was not it, and a carrier that comes to know 5.0 gets it.
    this.#asked = fallback ?? this.#configured();
    return fallback !== undefined;
  }
}
