import { commandId, headerBytes } from "../../../connector/smpp/constants.ts";
import { decodePdu } from "../../../connector/smpp/decode.ts";
import { defaultMaxPduBytes, Framer } from "../../../connector/smpp/framer.ts";
import type { DecodedPdu } from "../../../connector/smpp/pdu.ts";
import type { Dialect, Listener } from "./dialect.ts";
import { drawPdu } from "./smpp-cases.ts";
import { pduBytes } from "./smpp-corpus.ts";

const responseBit = 0x80000000;
const probeSequence = 0x70000000;

/** SMPP; the key of an answer is its sequence number. */
export const smppDialect: Dialect<DecodedPdu> = {
  drawCase: drawPdu,
  keepsFraming: (bytes) =>
    bytes.length >= headerBytes &&
    bytes.length <= defaultMaxPduBytes &&
    bytes.readUInt32BE(0) === bytes.length &&
    bytes.readUInt32BE(4) !== commandId.unbind,
  owedTo: (bytes) => {
    const id = bytes.readUInt32BE(4);
    return id >= responseBit || id === commandId.alert_notification ? undefined : String(bytes.readUInt32BE(12));
  },
  probe: { bytes: pduBytes({ command: "enquire_link" }, probeSequence), key: String(probeSequence) },
  endless: Buffer.from("0000ea60000000050000000000000001", "hex"),
  newReader,
};

function newReader({ onRequest, onAnswer, onNonsense }: Listener<DecodedPdu>): (chunk: Buffer) => void {
  const framer = new Framer();
  return (chunk) => {
    const error = framer.push(chunk, (bytes, start, end) => {
      const pdu = decodePdu(bytes, start, end);
      if (pdu.command === "malformed") {
        onNonsense(`${pdu.reason}: ${bytes.toString("hex", start, end)}`);
      } else if (commandId[pdu.command] >= responseBit) {
        onAnswer(String(pdu.sequence));
      } else {
        onRequest(pdu);
      }
      return true;
    });
    if (error !== undefined) {
      onNonsense(error.reason);
    }
  };
}
