import { describe, expect, it } from "vitest";
import { isKept, readRatio } from "../../../src/traces/sampling.ts";
import { contextOfSpan, formatTraceparent, parseTraceparent, readTracestate } from "../../../src/traces/traceparent.ts";

const traceId = "0af7651916cd43dd8448eb211c80319c";
const spanId = "b7ad6b7169203331";

/** The examples of W3C Trace Context, and the cases of its test suite (github.com/w3c/trace-context/test). */
describe("traceparent", () => {
  it.each([
    ["sampled", `00-${traceId}-${spanId}-01`, true],
    ["not sampled", `00-${traceId}-${spanId}-00`, false],
    ["flags of which only the first is known", `00-${traceId}-${spanId}-ff`, true],
    ["an unknown flag alone", `00-${traceId}-${spanId}-02`, false],
    ["a later version", `cc-${traceId}-${spanId}-01`, true],
    ["a later version with more", `cc-${traceId}-${spanId}-01-what-the-future-will-be-like`, true],
    ["white space around it", ` 00-${traceId}-${spanId}-01 `, true],
  ])("is read: %s", (_case, header, isSampled) => {
    expect(parseTraceparent(header)).toEqual({ traceId, spanId, isSampled });
  });

  it.each([
    ["version ff", `ff-${traceId}-${spanId}-01`],
    ["an illegal version", `.0-${traceId}-${spanId}-01`],
    ["a version that is too short", `0-${traceId}-${spanId}-01`],
    ["a version that is too long", `000-${traceId}-${spanId}-01`],
    ["a trace id of zeros", `00-${"0".repeat(32)}-${spanId}-01`],
    ["a span id of zeros", `00-${traceId}-${"0".repeat(16)}-01`],
    ["upper case", `00-${traceId.toUpperCase()}-${spanId}-01`],
    ["an illegal character in the trace id", `00-.${traceId.slice(1)}-${spanId}-01`],
    ["a trace id that is too short", `00-${traceId.slice(1)}-${spanId}-01`],
    ["a trace id that is too long", `00-${traceId}0-${spanId}-01`],
    ["a span id that is too long", `00-${traceId}-${spanId}0-01`],
    ["flags that are too long", `00-${traceId}-${spanId}-001`],
    ["flags that are too short", `00-${traceId}-${spanId}-1`],
    ["illegal flags", `00-${traceId}-${spanId}-.0`],
    ["version 00 with more", `00-${traceId}-${spanId}-01-what-the-future-will-be-like`],
    ["version 00 with a dash at its end", `00-${traceId}-${spanId}-01-`],
    ["a later version with more and no dash", `cc-${traceId}-${spanId}-01.what`],
    ["nothing", ""],
  ])("is none: %s", (_case, header) => {
    expect(parseTraceparent(header)).toBeNull();
  });

  it("goes on as version 00, with the flag that is known", () => {
    const parent = parseTraceparent(`cc-${traceId}-${spanId}-ff-more`);
    expect(parent === null ? "" : formatTraceparent(parent)).toBe(`00-${traceId}-${spanId}-01`);
    expect(
      contextOfSpan({ traceparent: `cc-${traceId}-${spanId}-ff-more`, tracestate: "a=1" }, "00000000000000ab"),
    ).toEqual({ traceparent: `00-${traceId}-00000000000000ab-01`, tracestate: "a=1" });
  });
});

describe("tracestate", () => {
  it.each([
    ["one member", "foo=1", "foo=1"],
    ["several, with white space and empty ones", "foo=1 \t , , bar=2", "foo=1,bar=2"],
    ["keys with tenants", "tenant@system=1,foo@=bar", "tenant@system=1,foo@=bar"],
    ["spaces within a value", "foo=a b", "foo=a b"],
  ])("is passed on: %s", (_case, header, passed) => {
    expect(readTracestate(header)).toBe(passed);
  });

  it.each([
    ["nothing", ""],
    ["no value", "foo"],
    ["an empty value", "foo="],
    ["an equals sign in a value", "foo=bar=baz"],
    ["upper case in a key", "Foo=1"],
    ["a key that is too long", `${"z".repeat(257)}=1`],
    ["a value that is too long", `foo=${"v".repeat(257)}`],
    ["more than 32 members", Array.from({ length: 33 }, (_, index) => `k${index}=1`).join(",")],
    ["more than 512 characters", Array.from({ length: 3 }, (_, index) => `k${index}=${"v".repeat(200)}`).join(",")],
  ])("is left out as a whole: %s", (_case, header) => {
    expect(readTracestate(header)).toBeUndefined();
  });
});

describe("the share of traces that is kept", () => {
  it("goes by the random end of the id, the same wherever it is asked", () => {
    const low = `${"f".repeat(18)}${"0".repeat(14)}`;
    const middle = `${"0".repeat(18)}8${"0".repeat(13)}`;
    const high = `${"0".repeat(18)}${"f".repeat(14)}`;
    expect([low, middle, high].map((id) => isKept(id, 1))).toEqual([true, true, true]);
    expect([low, middle, high].map((id) => isKept(id, 0.5))).toEqual([false, true, true]);
    expect([low, middle, high].map((id) => isKept(id, 0.1))).toEqual([false, false, true]);
    expect([low, middle, high].map((id) => isKept(id, 0))).toEqual([false, false, false]);
  });

  it("is all where nothing sensible is set", () => {
    expect(["0.25", "1", "0", "", undefined, "all", "2", "-1"].map(readRatio)).toEqual([0.25, 1, 0, 1, 1, 1, 1, 1]);
  });
});
