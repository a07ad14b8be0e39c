import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Framer } from "../../../connector/ucp/framer.ts";
import { publishedFrames } from "./published-frames.ts";

function frame(text: string): Buffer {
  return Buffer.from(`\u0002${text}\u0003`, "latin1");
}

function collect(framer: Framer, chunks: readonly Buffer[]): string[] {
  const texts: string[] = [];
  for (const chunk of chunks) {
    framer.push(chunk, (text) => {
      texts.push(text);
      return true;
    });
  }
  return texts;
}

/** The stream cut at these places. */
function cut(stream: Buffer, places: number[]): Buffer[] {
  const ends = [...new Set([...places.map((place) => place % (stream.length + 1)), stream.length])].sort(
    (one, other) => one - other,
  );
  return ends.map((end, index) => stream.subarray(ends[index - 1] ?? 0, end));
}

const texts = Object.values(publishedFrames);

describe("framer", () => {
  it("finds the same frames however the stream is cut", () => {
    const stream = Buffer.concat(texts.map(frame));
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 40 }), (places) => {
        expect(collect(new Framer(), cut(stream, places))).toEqual(texts);
      }),
    );
  });

  it("takes a stream octet by octet", () => {
    const octets = Array.from(Buffer.concat(texts.slice(0, 3).map(frame)), (octet) => Buffer.of(octet));
    expect(collect(new Framer(), octets)).toEqual(texts.slice(0, 3));
  });

  it("goes on behind garbage, wherever the stream is cut", () => {
    const noise = fc.array(
      fc.nat(255).filter((octet) => octet !== 2 && octet !== 3),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(noise, noise, fc.array(fc.nat(), { maxLength: 20 }), (before, between, places) => {
        const stream = Buffer.concat([Buffer.from(before), frame("one"), Buffer.from(between), frame("two")]);
        expect(collect(new Framer(), cut(stream, places))).toEqual(["one", "two"]);
      }),
    );
  });

  it("drops a frame that was cut off when the next one begins, and an end without a beginning", () => {
    const stream = Buffer.from("\u0002cut of\u0002whole\u0003\u0003 \u0003\u0002next\u0003", "latin1");
    expect(collect(new Framer(), [stream])).toEqual(["whole", "next"]);
  });

  it("drops a frame that is too long, and goes on behind it", () => {
    const framer = new Framer(50);
    const long = frame("x".repeat(100));
    expect(collect(framer, [long, frame("next")])).toEqual(["next"]);
    expect(collect(framer, [long.subarray(0, 70), long.subarray(70), frame("after")])).toEqual(["after"]);
  });

  it("stops where it is told to", () => {
    const seen: string[] = [];
    new Framer().push(Buffer.concat([frame("one"), frame("two")]), (text) => {
      seen.push(text);
      return false;
    });
    expect(seen).toEqual(["one"]);
  });

  it("gives up on a peer that speaks something else, and quotes it", () => {
    const framer = new Framer(50, 200);
    const page = Buffer.from(`HTTP/1.1 400 Bad Request\r\n${"x".repeat(300)}`);
    expect(framer.push(page, () => true)).toEqual({ reason: 'the peer does not speak UCP: it sends "HTTP/1.1…"' });
  });

  it("keeps no more than a frame's worth, and never throws", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 30 }), (chunks) => {
        const framer = new Framer(100, 400);
        for (const chunk of chunks) {
          if (framer.push(Buffer.from(chunk), () => true) !== undefined) {
            break;
          }
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
