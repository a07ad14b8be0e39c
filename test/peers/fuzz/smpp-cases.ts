import { commandId, headerBytes } from "../../../connector/smpp/constants.ts";
import { defaultMaxPduBytes } from "../../../connector/smpp/framer.ts";
import type { HostileCase } from "./dialect.ts";
import type { Draw } from "./draw.ts";
import { otherProtocols } from "./other-protocols.ts";
import { soundPdus } from "./smpp-corpus.ts";

type Mutation = (pdu: Buffer, draw: Draw) => Buffer;

/** The octets after command_length, changed; the frame stays sound. */
const contentMutations: Record<string, Mutation> = {
  untouched: (pdu) => pdu,
  bit_flips: (pdu, draw) => flipped(pdu, draw, 4, draw.integer(1, 16)),
  overwritten: (pdu, draw) => {
    const start = draw.integer(4, pdu.length - 1);
    draw.octets(draw.integer(1, pdu.length - start)).copy(pdu, start);
    return pdu;
  },
  truncated: (pdu, draw) => framed(pdu.subarray(0, draw.integer(headerBytes, pdu.length))),
  grown: (pdu, draw) => framed(Buffer.concat([pdu, draw.octets(draw.integer(1, 200))])),
  grown_to_the_limit: (pdu, draw) =>
    framed(Buffer.concat([pdu, Buffer.alloc(defaultMaxPduBytes - pdu.length, draw.integer(0, 255))])),
  unknown_command: (pdu, draw) => {
    draw.octets(4).copy(pdu, 4);
    return pdu;
  },
  known_command_over_other_body: (pdu, draw) => {
    pdu.writeUInt32BE(draw.pick([1, 2, 3, 4, 5, 9, 0x80000004, 0x80000005, 0x80000009, 0x80000003]), 4);
    return pdu;
  },
  odd_sequence: (pdu, draw) => {
    pdu.writeUInt32BE(draw.pick([0, 1, 0x7fffffff, 0x80000000, 0xffffffff]), 12);
    return pdu;
  },
  unknown_parameters: (pdu, draw) => {
    const parameters = Array.from({ length: draw.integer(1, 20) }, () => parameter(draw, draw.integer(0, 40)));
    return framed(Buffer.concat([pdu, ...parameters]));
  },
  parameter_past_the_end: (pdu, draw) => {
    const broken = parameter(draw, draw.integer(0, 40));
    broken.writeUInt16BE(draw.integer(41, 0xffff), 2);
    return framed(Buffer.concat([pdu, broken]));
  },
  unterminated: (pdu) => {
    for (let index = headerBytes; index < pdu.length; index++) {
      pdu[index] ||= 0x41;
    }
    return pdu;
  },
};

/** What is, or may be, no sequence of PDUs any more. */
const framingMutations: Record<string, Mutation> = {
  flipped_length: (pdu, draw) => flipped(pdu, draw, 0, 1, 4),
  cut_off: (pdu, draw) => pdu.subarray(0, draw.integer(1, pdu.length - 1)),
  length_off_by_some: (pdu, draw) => {
    pdu.writeUInt32BE(pdu.length + draw.pick([-9, -1, 1, 2, 16, 200]), 0);
    return pdu;
  },
  huge_length: (pdu, draw) => {
    pdu.writeUInt32BE(draw.pick([defaultMaxPduBytes, defaultMaxPduBytes + 1, 0x7fffffff, 0x80000000, 0xffffffff]), 0);
    return pdu;
  },
  tiny_length: (pdu, draw) => {
    pdu.writeUInt32BE(draw.integer(0, headerBytes - 1), 0);
    return pdu;
  },
  garbage: (_pdu, draw) => draw.octets(draw.integer(1, 500)),
  zeros: (_pdu, draw) => Buffer.alloc(draw.integer(1, 500)),
  other_protocol: (_pdu, draw) => Buffer.from(draw.pick(otherProtocols), "latin1"),
  unbind: (pdu) => {
    pdu.writeUInt32BE(commandId.unbind, 4);
    return framed(pdu.subarray(0, headerBytes));
  },
};

/** One case in this many ends a session's framing, so that most sessions carry many cases that are all read. */
const casesToABrokenFrame = 15;
/** Cases as large as a PDU may be cost as much as a hundred others. */
const casesToAFullPdu = 100;

export function drawPdu(draw: Draw, sequence: number): HostileCase {
  const breaksFrame = draw.integer(1, casesToABrokenFrame) === 1;
  const table = breaksFrame ? framingMutations : contentMutations;
  const names = Object.keys(table).filter((name) => name !== "grown_to_the_limit");
  const isFull = !breaksFrame && draw.integer(1, casesToAFullPdu) === 1;
  const strategy = isFull ? "grown_to_the_limit" : draw.pick(names as [string, ...string[]]);
  const pdu = Buffer.from(draw.pick(soundPdus));
  pdu.writeUInt32BE(sequence, 12);
  const bytes = table[strategy]?.(pdu, draw) ?? pdu;
  return { strategy, bytes };
}

function flipped(pdu: Buffer, draw: Draw, from: number, count: number, to = pdu.length): Buffer {
  for (let flip = 0; flip < count; flip++) {
    const index = draw.integer(from, to - 1);
    pdu[index] = (pdu[index] ?? 0) ^ (1 << draw.integer(0, 7));
  }
  return pdu;
}

/** With the command_length that fits. */
function framed(pdu: Buffer): Buffer {
  pdu.writeUInt32BE(pdu.length, 0);
  return pdu;
}

function parameter(draw: Draw, length: number): Buffer {
  const bytes = Buffer.alloc(4 + length);
  bytes.writeUInt16BE(draw.integer(0, 0xffff), 0);
  bytes.writeUInt16BE(length, 2);
  draw.octets(length).copy(bytes, 4);
  return bytes;
}
