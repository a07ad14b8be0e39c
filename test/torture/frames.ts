const smppHeaderOctets = 4;
const etx = 0x03;

/** Where PDUs begin in a stream of octets, as SMPP (3.4 §3.2) or EMI/UCP (5.0 §3) has it. */
export interface FrameReader {
  /** Cuts the next octets of the stream: what is left of a PDU that began before, whole PDUs, and the beginning of another. */
  cut: (octets: Buffer) => { rest: Buffer; whole: Buffer[]; begun: Buffer };
}

/** SMPP: command_length in front. */
export function smppFrames(): FrameReader {
  let left = 0;
  let header = Buffer.alloc(0);
  return {
    cut(octets) {
      let at = Math.min(left, octets.length);
      left -= at;
      // A header that came in pieces: its octets are on their way already, and so the rest has to follow them.
      while (header.length > 0 && left === 0 && at < octets.length) {
        header = Buffer.concat([header, octets.subarray(at, at + 1)]);
        at++;
        if (header.length < smppHeaderOctets) continue;
        const missing = Math.max(0, header.readUInt32BE(0) - smppHeaderOctets);
        header = Buffer.alloc(0);
        const here = Math.min(missing, octets.length - at);
        at += here;
        left = missing - here;
      }
      const rest = octets.subarray(0, at);
      const whole: Buffer[] = [];
      while (octets.length - at >= smppHeaderOctets) {
        const length = Math.max(smppHeaderOctets, octets.readUInt32BE(at));
        if (at + length > octets.length) {
          left = at + length - octets.length;
          return { rest, whole, begun: octets.subarray(at) };
        }
        whole.push(octets.subarray(at, at + length));
        at += length;
      }
      const begun = octets.subarray(at);
      header = Buffer.concat([header, begun]);
      return { rest, whole, begun };
    },
  };
}

/** EMI/UCP: up to ETX. */
export function ucpFrames(): FrameReader {
  let isWithin = false;
  return {
    cut(octets) {
      let at = 0;
      const next = (): Buffer | undefined => {
        const end = octets.indexOf(etx, at);
        if (end === -1) return undefined;
        const frame = octets.subarray(at, end + 1);
        at = end + 1;
        return frame;
      };
      const rest = isWithin ? (next() ?? octets) : octets.subarray(0, 0);
      if (rest === octets) return { rest, whole: [], begun: octets.subarray(0, 0) };
      const whole: Buffer[] = [];
      for (let frame = next(); frame !== undefined; frame = next()) whole.push(frame);
      const begun = octets.subarray(at);
      isWithin = begun.length > 0;
      return { rest, whole, begun };
    },
  };
}

/** Whole PDUs in the opposite order; what the stream needs to stay one is where it was. */
export function reorder({ rest, whole, begun }: ReturnType<FrameReader["cut"]>): Buffer {
  return Buffer.concat([rest, ...whole.toReversed(), begun]);
}
