import { commandId, headerBytes } from "../smpp/constants.ts";

function pdu(length: number, id: number, sequence: number, body: Uint8Array): Buffer {
  const header = Buffer.alloc(headerBytes);
  header.writeUInt32BE(length, 0);
  header.writeUInt32BE(id, 4);
  header.writeUInt32BE(sequence, 12);
  return Buffer.concat([header, body]);
}

function whole(id: number, sequence: number, body: Uint8Array): Buffer {
  return pdu(headerBytes + body.length, id, sequence, body);
}

/** A number no session gives out in its lifetime. */
export const strayBit = 0x40000000;

/** Frames that are sound around content that is not, see the fault `malformed_pdu`. */
export function malformedPdus(): Buffer {
  return Buffer.concat([
    whole(0x00012345, strayBit + 1, Buffer.from("no such command")),
    whole(commandId.deliver_sm, strayBit + 2, Buffer.from("CMT\0", "latin1")),
    whole(commandId.submit_sm_resp, strayBit + 3, Buffer.from("stray\0", "latin1")),
  ]);
}

/** A header that promises more than any PDU has. */
export function oversizedHeader(): Buffer {
  return pdu(0x7fffffff, commandId.deliver_sm, strayBit + 4, Buffer.alloc(64));
}

/** A submit_sm_resp whose message_id has more than the 64 octets of SMPP 3.4 §4.4.2. */
export function unreadableSubmitResponse(sequence: number): Buffer {
  return whole(commandId.submit_sm_resp, sequence, Buffer.alloc(80, 0x39));
}
