import { hostname } from "node:os";
import { expect, test } from "vitest";
import { carriersUrl, linkUrl } from "../../../connector/edge-url.ts";
import { readOptions } from "../../../connector/options.ts";
import { redactAddress } from "../../../src/sms/redact-address.ts";

const environment = { HELIOGRAPH_EDGE_URL: "https://edge.example", HELIOGRAPH_CONNECTOR_TOKEN: "from-environment" };

const observers = {
  pduLog: {
    level: "off",
    folder: ".heliograph/pdu-log",
    format: "csv",
    fileBytes: 64 * 2 ** 20,
    totalBytes: 2 ** 30,
    fileMs: 3_600_000,
    ship: "on",
  },
  traces: { url: "off", headers: "" },
};

test("flags go before the environment, and the rest has defaults", () => {
  expect(readOptions([], environment)).toEqual({
    edgeUrl: "https://edge.example",
    token: "from-environment",
    connectorId: hostname(),
    journalPath: `.heliograph/connector-${hostname()}.journal`,
    ...observers,
  });
  expect(
    readOptions(["--edge", "http://localhost:1", "--token", "t", "--id", "c1", "--health-port", "9100"], environment),
  ).toEqual({
    edgeUrl: "http://localhost:1",
    token: "t",
    connectorId: "c1",
    journalPath: ".heliograph/connector-c1.journal",
    healthPort: 9100,
    ...observers,
  });
});

test("what is missing or wrong is said", () => {
  expect(readOptions([], {})).toMatch(/--edge[^]*HELIOGRAPH_CONNECTOR_TOKEN/);
  expect(readOptions(["--edge", "ftp://edge"], environment)).toContain("--edge");
  expect(readOptions(["--id", "no spaces"], environment)).toContain("--id");
  expect(readOptions(["--unknown"], environment)).toContain("--unknown");
  expect(readOptions(["--help"], {})).toBeUndefined();
});

test("the PDU log and traces are asked for by flags or the environment", () => {
  const asked = {
    HELIOGRAPH_CONNECTOR_PDU_LOG: "headers",
    HELIOGRAPH_CONNECTOR_PDU_LOG_FORMAT: "json",
    HELIOGRAPH_CONNECTOR_PDU_LOG_FILE_MB: "8",
    HELIOGRAPH_TRACES: "https://collector.example/v1/traces",
  };
  expect(
    readOptions(["--pdu-log", "full", "--pdu-log-folder", "/var/log/pdus"], { ...environment, ...asked }),
  ).toMatchObject({
    pduLog: { level: "full", folder: "/var/log/pdus", format: "json", fileBytes: 8 * 2 ** 20, totalBytes: 2 ** 30 },
    traces: { url: "https://collector.example/v1/traces" },
  });
  expect(readOptions(["--pdu-log", "everything"], environment)).toContain("--pdu-log");
  expect(readOptions(["--traces", "collector"], environment)).toContain("--traces");
  const much = { ...environment, HELIOGRAPH_CONNECTOR_PDU_LOG_FILE_MB: "much" };
  expect(readOptions([], much)).toContain("HELIOGRAPH_CONNECTOR_PDU_LOG_FILE_MB");
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
