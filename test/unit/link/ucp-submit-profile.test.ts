import { expect, test } from "vitest";
import { submitProfileSchema } from "../../../src/link/submit-profile.ts";
import { unsaidInUcp } from "../../../src/link/ucp-submit-profile.ts";

type WrittenProfile = Parameters<typeof submitProfileSchema.parse>[0];

const paths = (written: WrittenProfile): string[] =>
  unsaidInUcp(submitProfileSchema.parse(written)).map(({ path }) => path.join("."));

test.each<[string, WrittenProfile]>([
  ["the default", {}],
  [
    "rewritten addresses, with their types of number",
    { source: { rewrite: [{ pattern: "A", replacement: "B", ton: 5 }] } },
  ],
  ["types of number by kind", { source: { shortCode: { ton: 0 } }, destination: { international: { ton: 0 } } }],
  ["a sender with 00 before it", { source: { internationalPrefix: "00" } }],
  ["receipts of failures and on the way", { registeredDelivery: 0x12 }],
  ["validity", { validity: { format: "omit", maximumSeconds: 60, defaultSeconds: 60 } }],
])("UCP can say %s", (_what, written) => {
  expect(paths(written)).toEqual([]);
});

test.each<[string, WrittenProfile]>([
  ["narrow.alphabet", { narrow: { alphabet: "latin1" } }],
  ["narrow.dataCoding", { narrow: { dataCoding: 3 } }],
  ["ucs2DataCoding", { ucs2DataCoding: 0x18 }],
  ["concatenation", { concatenation: "sar" }],
  ["concatenation", { concatenation: "udh16" }],
  ["concatenation", { concatenation: "payload" }],
  ["serviceType", { serviceType: "CMT" }],
  ["protocolId", { protocolId: 1 }],
  ["priority", { priority: 1 }],
  ["registeredDelivery", { registeredDelivery: 0x05 }],
  ["parameters", { parameters: [{ tag: 0x1400, type: "int1", value: { fixed: "1" } }] }],
  ["source.shortCode.npi", { source: { shortCode: { npi: 1 } } }],
  ["source.internationalPrefix", { source: { internationalPrefix: "+" } }],
  ["destination.internationalPrefix", { destination: { internationalPrefix: "00" } }],
  [
    "destination.rewrite.1.npi",
    {
      destination: {
        rewrite: [
          { pattern: "1*", replacement: "*" },
          { pattern: "2*", replacement: "*", npi: 1 },
        ],
      },
    },
  ],
])("UCP cannot say %s", (path, written) => {
  expect(paths(written)).toEqual([path]);
});
