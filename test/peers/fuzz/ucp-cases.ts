import { publishedFrames } from "../../connector/ucp/published-frames.ts";
import type { HostileCase } from "./dialect.ts";
import type { Draw } from "./draw.ts";
import { otherProtocols } from "./other-protocols.ts";

const stx = "\u0002";
const etx = "\u0003";
const [firstFrame, ...otherFrames] = Object.values(publishedFrames);
const corpus: readonly [string, ...string[]] = [firstFrame ?? "", ...otherFrames];
/** One number is left to the last question of a session. */
const numbers = 99;

type Mutation = (parts: string[], draw: Draw) => string;

/** What stands between the slashes, changed; length and checksum are right. */
const contentMutations: Record<string, Mutation> = {
  untouched: (parts) => framed(parts),
  field_overwritten: (parts, draw) => framed(withField(parts, draw, printable(draw, draw.integer(0, 60)))),
  field_emptied: (parts, draw) => framed(withField(parts, draw, "")),
  field_of_thousands: (parts, draw) => framed(withField(parts, draw, "3".repeat(draw.integer(100, 7_000)))),
  field_no_hexadecimal: (parts, draw) => framed(withField(parts, draw, "F7Z")),
  fields_dropped: (parts, draw) => framed(parts.slice(0, draw.integer(4, parts.length - 1))),
  fields_added: (parts, draw) => framed([...parts, ...Array.from({ length: draw.integer(1, 200) }, () => "1")]),
  fields_shifted: (parts) => framed([...parts.slice(0, 4), "", ...parts.slice(4)]),
  other_operation: (parts, draw) => framed([...parts.slice(0, 3), twoDigits(draw.integer(0, 99)), ...parts.slice(4)]),
  known_operation_over_other_fields: (parts, draw) =>
    framed([...parts.slice(0, 3), draw.pick(["01", "31", "51", "52", "53", "60"]), ...parts.slice(4)]),
  operation_and_result_exchanged: (parts) =>
    framed([...parts.slice(0, 2), parts[2] === "O" ? "R" : "O", ...parts.slice(3)]),
};

/** The frame itself, changed. */
const frameMutations: Record<string, Mutation> = {
  bit_flips: (parts, draw) => {
    const bytes = Buffer.from(framed(parts), "latin1");
    for (let flip = draw.integer(1, 8); flip > 0; flip--) {
      const index = draw.integer(0, bytes.length - 1);
      bytes[index] = (bytes[index] ?? 0) ^ (1 << draw.integer(0, 7));
    }
    return bytes.toString("latin1");
  },
  wrong_checksum: (parts) => framed(parts).replace(/..$/s, `0${etx}`),
  wrong_length: (parts, draw) =>
    framed(parts).replace(/\/\d{5}\//, `/${String(draw.integer(0, 99_999)).padStart(5, "0")}/`),
  no_header: (_parts, draw) => `${stx}${printable(draw, draw.integer(0, 30))}${etx}`,
  empty: () => `${stx}${etx}`,
  cut_off: (parts, draw) => framed(parts).slice(0, -draw.integer(1, 40)),
  opened_twice: (parts) => `${stx}00/00${framed(parts)}`,
  control_octets: (parts, draw) => framed(parts).replaceAll("/", () => String.fromCharCode(draw.integer(0, 31))),
  too_long: (parts) => framed([...parts.slice(0, 4), "3".repeat(20_000)]),
  never_closed: () => stx + "3".repeat(70_000),
  noise: (_parts, draw) => draw.octets(draw.integer(1, 500)).toString("latin1"),
  endless_noise: () => "A".repeat(70_000),
  zeros: (_parts, draw) => "\0".repeat(draw.integer(1, 500)),
  other_protocol: (_parts, draw) => draw.pick(otherProtocols),
};

const casesToABrokenFrame = 8;

export function drawFrame(draw: Draw, number: number): HostileCase {
  const table = draw.integer(1, casesToABrokenFrame) === 1 ? frameMutations : contentMutations;
  const [first = "", ...others] = Object.keys(table);
  const strategy = draw.pick([first, ...others]);
  const [, ...parts] = draw.pick(corpus).split("/");
  const text = table[strategy]?.([twoDigits(number % numbers), ...parts.slice(0, -1)], draw) ?? "";
  return { strategy, bytes: Buffer.from(text, "latin1") };
}

/** TRN, LEN, O or R, OT and the fields, as a frame whose length and checksum are right. */
export function framed([trn = "", , kind = "", type = "", ...fields]: string[]): string {
  const body = `/${kind}/${type}/${fields.join("/")}/`;
  const text = `${trn}/${String(trn.length + 1 + 5 + body.length + 2).padStart(5, "0")}${body}`;
  const sum = Buffer.from(text, "latin1").reduce((total, octet) => total + octet, 0);
  return `${stx}${text}${(sum & 0xff).toString(16).toUpperCase().padStart(2, "0")}${etx}`;
}

function withField(parts: string[], draw: Draw, value: string): string[] {
  return parts.with(draw.integer(Math.min(4, parts.length - 1), parts.length - 1), value);
}

function printable(draw: Draw, length: number): string {
  return Array.from({ length }, () => String.fromCharCode(draw.integer(0x20, 0x7e))).join("");
}

function twoDigits(number: number): string {
  return String(number).padStart(2, "0");
}
