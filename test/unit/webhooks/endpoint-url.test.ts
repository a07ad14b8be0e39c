import { describe, it } from "vitest";
import { parseEndpointUrl } from "../../../src/webhooks/endpoint-url.ts";

const strict = { allowPrivate: false };

describe("the URL of a webhook endpoint", () => {
  it.for([
    "https://example.com/hook?x=1",
    "https://example.com:8443/",
    "https://8.8.8.8/",
    "https://[2606:4700::1111]/",
    "https://hooks.example.co.uk./x",
  ])("may be %s", (url, { expect }) => {
    expect(parseEndpointUrl(url, strict)).toMatchObject({ ok: true });
  });

  it.for([
    ["no URL", "example.com"],
    ["http", "http://example.com/"],
    ["another protocol", "ftp://example.com/"],
    ["credentials", "https://user:secret@example.com/"],
    ["a fragment", "https://example.com/#x"],
    ["a port of another service", "https://example.com:25/"],
    ["this host", "https://localhost/"],
    ["this host, with a dot", "https://localhost./"],
    ["this host, with two", "https://localhost../"],
    ["a name under localhost", "https://a.localhost/"],
    ["an internal name", "https://vault.internal/"],
    ["a local name", "https://printer.local/"],
    ["a bare name", "https://intranet/"],
    ["loopback", "https://127.0.0.1/"],
    ["loopback in hexadecimal", "https://0x7f.1/"],
    ["loopback as one number", "https://2130706433/"],
    ["loopback in octal", "https://0177.0.0.1/"],
    ["loopback in full-width digits", "https://１２７.０.０.１/"],
    ["nothing", "https://0.0.0.0/"],
    ["a private network", "https://10.1.2.3/"],
    ["a private network of 172", "https://172.31.255.255/"],
    ["a private network of 192", "https://192.168.1.1/"],
    ["carrier-grade NAT", "https://100.64.0.1/"],
    ["cloud metadata", "https://169.254.169.254/latest/meta-data"],
    ["documentation", "https://203.0.113.9/"],
    ["benchmarks", "https://198.19.0.1/"],
    ["multicast", "https://224.0.0.1/"],
    ["broadcast", "https://255.255.255.255/"],
    ["loopback of IPv6", "https://[::1]/"],
    ["link-local of IPv6", "https://[fe80::1]/"],
    ["a unique local address", "https://[fd12:3456::1]/"],
    ["multicast of IPv6", "https://[ff02::1]/"],
    ["a mapped address", "https://[::ffff:10.0.0.1]/"],
    ["a mapped address in hexadecimal", "https://[::ffff:7f00:1]/"],
    ["NAT64 of a private address", "https://[64:ff9b::a00:1]/"],
    ["6to4 of a private address", "https://[2002:a00:1::]/"],
    ["Teredo", "https://[2001:0:53aa::1]/"],
    ["documentation of IPv6", "https://[2001:db8::1]/"],
    ["more than 2,000 characters", `https://example.com/${"x".repeat(2_000)}`],
  ])("may not be %s", ([, url = ""], { expect }) => {
    expect(parseEndpointUrl(url, strict)).toMatchObject({
      ok: false,
      error: { code: "invalid_url", fields: [{ path: "url" }] },
    });
  });

  it("may be http and near in the local stack, but nothing else than the web", ({ expect }) => {
    const local = { allowPrivate: true };
    expect(parseEndpointUrl("http://127.0.0.1:9/x", local)).toEqual({ ok: true, value: "http://127.0.0.1:9/x" });
    expect(parseEndpointUrl("file:///etc/passwd", local).ok).toBe(false);
    expect(parseEndpointUrl("http://a:b@127.0.0.1/", local).ok).toBe(false);
  });
});
