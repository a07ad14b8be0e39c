import { describe, expect, test } from "vitest";
import { type Network, isInNetworks, parseNetwork } from "../../../src/accounts/networks.ts";

function network(text: string): Network {
  const parsed = parseNetwork(text);
  if (parsed === null) throw new Error(text);
  return parsed;
}

describe("a network", () => {
  test.for<[string, string, boolean]>([
    ["203.0.113.0/24", "203.0.113.255", true],
    ["203.0.113.0/24", "203.0.114.0", false],
    ["203.0.113.7", "203.0.113.7", true],
    ["203.0.113.7", "203.0.113.8", false],
    ["0.0.0.0/0", "198.51.100.1", true],
    ["0.0.0.0/0", "2001:db8::1", false],
    ["2001:db8::/32", "2001:db8:ffff::1", true],
    ["2001:db8::/32", "2001:DB8:0:0:0:0:0:1", true],
    ["2001:db8::/32", "2001:db9::1", false],
    ["2001:db8::1/128", "2001:db8::1", true],
    ["::/0", "2001:db8::1", true],
    ["::/0", "203.0.113.7", false],
    ["203.0.113.0/24", "::ffff:203.0.113.9", true],
    ["::ffff:203.0.113.9", "203.0.113.9", true],
    ["64:ff9b::/96", "64:ff9b::203.0.113.9", true],
    ["10.0.0.0/8", "nonsense", false],
  ])("%s has %s: %s", ([text, address, expected]) => {
    expect(isInNetworks(address, [network(text)])).toBe(expected);
  });

  test.for([
    "",
    "nonsense",
    "10.0.0.0/33",
    "10.0.0.0/-1",
    "10.0.0.0/08",
    "10.0.0.0/8/8",
    "10.0.0.1/8",
    "10.0.0",
    "10.0.0.256",
    "010.0.0.1",
    "2001:db8::1/32",
    "2001:db8::/129",
    "1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:8:9",
    "1::2::3",
    "1:2:3:4:5:6:7::8",
    "g::1",
    "12345::1",
  ])("is not %j", (text) => {
    expect(parseNetwork(text)).toBeNull();
  });
});
