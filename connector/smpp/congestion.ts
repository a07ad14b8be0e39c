import { tlvTag } from "./constants.ts";
import type { ReceivedResponse } from "./pdu.ts";
import { findTlv } from "./pdu.ts";

/** congestion_state of a response, 0 to 100 (SMPP 5.0 §4.8.4.18); undefined where the peer says nothing of it. */
export function congestionState(pdu: ReceivedResponse): number | undefined {
  return "tlvs" in pdu && pdu.tlvs !== undefined ? findTlv(pdu.tlvs, tlvTag.congestion_state)?.[0] : undefined;
}

/**
 * The share of its window and throughput that a bind may use. SMPP 5.0 §4.8.4.18: up to 79 is the optimum load or less, 80 to
 * 89 nearing congestion, from 90 on congested.
 */
export function loadShare(state: number): number {
  if (state < 80) {
    return 1;
  }
  return state < 90 ? 0.5 : 0.1;
}
