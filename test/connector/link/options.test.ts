import { hostname } from "node:os";
import { expect, test } from "vitest";
import { carriersUrl, linkUrl } from "../../../connector/edge-url.ts";
import { readOptions } from "../../../connector/options.ts";
import { redactAddress } from "../../../src/sms/redact-address.ts";

const environment = { HELIOGRAPH_EDGE_URL: "https://edge.example", HELIOGRAPH_CONNECTOR_TOKEN: "from-environment" };

test("flags go before the environment, and the rest has defaults", () => {
  expect(readOptions([], environment)).toEqual({
    edgeUrl: "https://edge.example",
    token: "from-environment",
    connectorId: hostname(),
    journalPath: `.heliograph/connector-${hostname()}.journal`,
  });
  expect(
    readOptions(["--edge", "http://localhost:1", "--token", "t", "--id", "c1", "--health-port", "9100"], environment),
  ).toEqual({
    edgeUrl: "http://localhost:1",
    token: "t",
    connectorId: "c1",
    journalPath: ".heliograph/connector-c1.journal",
    healthPort: 9100,
  });
});

test("what is missing or wrong is said", () => {
  expect(readOptions([], {})).toMatch(/--edge[^]*HELIOGRAPH_CONNECTOR_TOKEN/);
  expect(readOptions(["--edge", "ftp://edge"], environment)).toContain("--edge");
  expect(readOptions(["--id", "no spaces"], environment)).toContain("--id");
  expect(readOptions(["--unknown"], environment)).toContain("--unknown");
  expect(readOptions(["--help"], {})).toBeUndefined();
});

test("the edge may live under a path, and over TLS", () => {
  expect(carriersUrl("https://example.com/sms").href).toBe("https://example.com/sms/connector/v1/carriers");
  expect(linkUrl("https://example.com/sms/", "a/b").href).toBe(
    "wss://example.com/sms/connector/v1/carriers/a%2Fb/link",
  );
  expect(linkUrl("http://127.0.0.1:8787", "default").href).toBe(
    "ws://127.0.0.1:8787/connector/v1/carriers/default/link",
  );
});

test.for([
  ["+573001234567", "+57300•••4567"],
  ["573001234567", "57300•••4567"],
  ["30012345", "3•••2345"],
  ["85432", "85432"],
  ["Heliograph", "Heliograph"],
])("%s is logged as %s", ([address = "", redacted]) => {
  expect(redactAddress(address)).toBe(redacted);
});
