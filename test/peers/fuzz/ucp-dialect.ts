import type { Frame } from "../../../connector/ucp/frame.ts";
import { parseFrame } from "../../../connector/ucp/frame.ts";
import { Framer } from "../../../connector/ucp/framer.ts";
import type { Dialect, Listener } from "./dialect.ts";
import { drawFrame, framed } from "./ucp-cases.ts";

const stx = 0x02;
const etx = 0x03;
const maxFrameBytes = 8_192;
const longestAnswer = 99_999;

/** EMI/UCP; the key of an answer is its transaction number and operation type. */
export const ucpDialect: Dialect<Frame> = {
  drawCase: drawFrame,
  keepsFraming: (bytes) =>
    bytes.length <= maxFrameBytes &&
    bytes[0] === stx &&
    bytes.lastIndexOf(stx) === 0 &&
    bytes.indexOf(etx) === bytes.length - 1,
  owedTo: (bytes) => {
    const parsed = parseFrame(bytes.toString("latin1", 1, bytes.length - 1));
    const header = parsed.ok ? parsed.frame : parsed.header;
    return header?.kind === "operation" ? keyOf(header) : undefined;
  },
  probe: { bytes: Buffer.from(framed(["99", "", "O", "31", "12345", "0539"])), key: "99 31" },
  endless: Buffer.from("\u000201/00100/O/51/"),
  newReader,
};

function keyOf({ transaction, operation }: Pick<Frame, "transaction" | "operation">): string {
  return `${transaction} ${operation}`;
}

function newReader({ onRequest, onAnswer, onNonsense }: Listener<Frame>): (chunk: Buffer) => void {
  const framer = new Framer(longestAnswer);
  return (chunk) => {
    const error = framer.push(chunk, (text) => {
      const parsed = parseFrame(text);
      if (!parsed.ok) {
        onNonsense(`${parsed.reason}: ${text}`);
      } else if (parsed.frame.kind === "result") {
        onAnswer(keyOf(parsed.frame));
      } else {
        onRequest(parsed.frame);
      }
      return true;
    });
    if (error !== undefined) {
      onNonsense(error.reason);
    }
  };
}
