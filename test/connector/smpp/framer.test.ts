import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Framer } from "../../../connector/smpp/framer.ts";

/** A PDU of this many octets, header included, that ends in a mark of its own. */
function frame(length: number, mark: number): Buffer {
  const bytes = Buffer.alloc(length, mark);
  bytes.writeUInt32BE(length, 0);
  return bytes;
}

function collect(framer: Framer, chunks: Buffer[]): Buffer[] {
  const frames: Buffer[] = [];
  for (const chunk of chunks) {
    framer.push(chunk, (bytes, start, end) => {
      frames.push(Buffer.from(bytes.subarray(start, end)));
      return true;
    });
  }
  return frames;
}

/** The stream cut at these places. */
function cut(stream: Buffer, places: number[]): Buffer[] {
  const ends = [...new Set([...places.map((place) => place % (stream.length + 1)), stream.length])].sort(
    (one, other) => one - other,
  );
  return ends.map((end, index) => stream.subarray(ends[index - 1] ?? 0, end));
}

describe("framer", () => {
  it("finds the same PDUs however the stream is cut", () => {
    const lengths = fc.array(fc.integer({ min: 16, max: 400 }), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(lengths, fc.array(fc.nat(), { maxLength: 30 }), (sizes, places) => {
        const frames = sizes.map((size, index) => frame(size, index));
        expect(collect(new Framer(), cut(Buffer.concat(frames), places))).toEqual(frames);
      }),
    );
  });

  it("takes a stream octet by octet", () => {
    const frames = [frame(16, 1), frame(64, 2)];
    const octets = Array.from(Buffer.concat(frames), (octet) => Buffer.of(octet));
    expect(collect(new Framer(), octets)).toEqual(frames);
  });

  it("hands over a PDU that lies whole in a chunk without copying it", () => {
    const chunk = Buffer.concat([frame(20, 1), frame(30, 2)]);
    const seen: [boolean, number, number][] = [];
    new Framer().push(chunk, (bytes, start, end) => {
      seen.push([bytes === chunk, start, end]);
      return true;
    });
    expect(seen).toEqual([
      [true, 0, 20],
      [true, 20, 50],
    ]);
  });

  it("stops where it is told to", () => {
    const seen: number[] = [];
    const chunk = Buffer.concat([frame(16, 1), frame(16, 2)]);
    new Framer().push(chunk, (_bytes, start) => {
      seen.push(start);
      return false;
    });
    expect(seen).toEqual([0]);
  });

  it.each([
    ["a length below a header's", Buffer.from([0, 0, 0, 15]), "too_short", "command_length 15"],
    [
      "a length over the limit",
      Buffer.from([0, 1, 0, 1]),
      "too_long",
      "command_length 65537 is over the limit of 65536",
    ],
    ["an HTTP response", Buffer.from("HTTP/1.1 400 Bad Request\r\n"), "wrong_protocol", 'it sends "HTTP…"'],
    ["an HTTP request", Buffer.from("GET / HTTP/1.1\r\n"), "wrong_protocol", 'it sends "GET …"'],
    ["a mail server", Buffer.from("220 mail ESMTP\r\n"), "wrong_protocol", 'it sends "220 …"'],
    ["a TLS handshake", Buffer.from([0x16, 0x03, 0x01, 0x02]), "wrong_protocol", "TLS handshake"],
  ])("names %s", (_what, chunk, kind, reason) => {
    const error = new Framer().push(chunk, () => true);
    expect(error).toMatchObject({ kind, reason: expect.stringContaining(reason) as unknown });
  });

  it("hands over what came before the stream broke", () => {
    const framer = new Framer(100);
    const frames: number[] = [];
    const error = framer.push(Buffer.concat([frame(16, 1), frame(101, 2)]), (_bytes, start) => {
      frames.push(start);
      return true;
    });
    expect(frames).toEqual([0]);
    expect(error?.kind).toBe("too_long");
  });
});
