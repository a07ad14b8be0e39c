import { once } from "node:events";
import type { TlsOptions } from "node:tls";
import { createServer as createTlsServer } from "node:tls";
import { describe, expect, it, onTestFinished } from "vitest";
import type { ServerTls } from "../../../connector/simulator/listener.ts";
import type { BindConfig } from "../../../src/link/bind-config.ts";
import { bindTlsSchema } from "../../../src/link/bind-config.ts";
import { createAuthority } from "../../support/certificates.ts";
import { host } from "../harness.ts";
import { bindConfig, message, startBind, startSmsc } from "./harness.ts";
import { Recorder } from "../recorder.ts";

const authority = createAuthority();
const smscCertificate = authority.issue("smsc.example.net", host);

type Tls = NonNullable<BindConfig["tls"]>;

async function bindOverTls(tls: Partial<Tls>, server: Partial<ServerTls> = {}) {
  const { smsc, port } = await startSmsc({ tls: { ...smscCertificate, ...server } });
  const settings = { caPem: authority.certificatePem, allowUnverified: false, ...tls };
  return { smsc, bind: startBind(bindConfig(port, { tls: settings })) };
}

/** Why the first attempt came to nothing. */
async function refusalOf({ bind }: { bind: ReturnType<typeof startBind> }): Promise<string | undefined> {
  return (await bind.states.find(({ state }) => state === "down")).reason;
}

/** A TLS server that ends every connection after its handshake. */
async function startTlsServer(options: TlsOptions): Promise<number> {
  const { certificatePem: cert, keyPem: key } = smscCertificate;
  const server = createTlsServer({ cert, key, ...options }, (socket) => socket.destroy());
  server.on("tlsClientError", () => undefined);
  server.listen(0, host);
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

describe("trap 22: TLS is verified unless one asks otherwise", () => {
  it("binds and carries traffic where the pinned authority signed the carrier's certificate", async () => {
    const { smsc, bind } = await bindOverTls({ serverName: "smsc.example.net" });
    await bind.bound();
    bind.client.submit("one", message("573001234567"));
    expect(await bind.resultOf("one")).toMatchObject({ outcome: "accepted" });
    await bind.delivers.take(1);
    expect(smsc.stats()).toMatchObject({ accepted: 1, sessions: [{ systemId: "gateway" }] });
  });

  it("looks for the bind's host in the certificate where no name is given, an address included", async () => {
    const { bind } = await bindOverTls({});
    await bind.bound();
  });

  it("refuses a certificate of another authority", async () => {
    const refused = await bindOverTls({ caPem: createAuthority().certificatePem });
    expect(await refusalOf(refused)).toMatch(/^the carrier's certificate is not trusted: /);
    expect(refused.smsc.stats().sessions).toEqual([]);
  });

  it("refuses a certificate that only the pinned authority could vouch for where none is pinned", async () => {
    const { port } = await startSmsc({ tls: smscCertificate });
    const bind = startBind(bindConfig(port, { tls: bindTlsSchema.parse({}) }));
    expect(await refusalOf({ bind })).toMatch(/^the carrier's certificate is not trusted: /);
  });

  it("refuses a certificate for another name", async () => {
    const refused = await bindOverTls({ serverName: "other.example.net" });
    expect(await refusalOf(refused)).toMatch(/^the carrier's certificate is for another name: .*other\.example\.net/);
  });

  it("takes any certificate where it is told to", async () => {
    const { bind } = await bindOverTls({
      caPem: createAuthority().certificatePem,
      serverName: "other.example.net",
      allowUnverified: true,
    });
    await bind.bound();
  });

  it("does not fall back to plain text where the carrier speaks no TLS", async () => {
    const { smsc, port } = await startSmsc();
    const bind = startBind(bindConfig(port, { tls: bindTlsSchema.parse({}) }));
    const { reason } = await bind.states.find(({ state }) => state === "down");
    expect(reason).toMatch(/TLS/);
    expect(smsc.stats().sessions).toEqual([]);
  });

  it("speaks nothing older than TLS 1.2", async () => {
    const port = await startTlsServer({
      minVersion: "TLSv1",
      maxVersion: "TLSv1.1",
      ciphers: "DEFAULT@SECLEVEL=0",
    });
    const bind = startBind(bindConfig(port, { tls: { caPem: authority.certificatePem, allowUnverified: false } }));
    const { reason } = await bind.states.find(({ state }) => state === "down");
    expect(reason).toContain("no TLS from 1.2 on");
  });

  it("asks for the carrier by name (SNI)", async () => {
    const asked = new Recorder<string>();
    const port = await startTlsServer({
      SNICallback: (name, done) => {
        asked.push(name);
        done(null);
      },
    });
    const tls = { caPem: authority.certificatePem, serverName: "smsc.example.net", allowUnverified: false };
    startBind(bindConfig(port, { tls }));
    expect(await asked.take(1)).toEqual(["smsc.example.net"]);
  });
});

describe("a carrier that demands a client certificate", () => {
  const clients = createAuthority("Authority of the clients");
  const clientCertificate = clients.issue("gateway");

  it("lets the bind in that has one", async () => {
    const { bind } = await bindOverTls(
      { clientCertificatePem: clientCertificate.certificatePem, clientKeyPem: clientCertificate.keyPem },
      { clientCaPem: clients.certificatePem },
    );
    await bind.bound();
  });

  it("keeps out the bind that has none, and the reason says so", async () => {
    const refused = await bindOverTls({}, { clientCaPem: clients.certificatePem });
    const demanded = "the carrier demands a client certificate";
    await refused.bind.states.find(({ reason }) => reason?.startsWith(demanded) ?? false);
    expect(refused.smsc.stats().sessions).toEqual([]);
  });

  it("keeps out the bind whose certificate another authority signed", async () => {
    const other = createAuthority("Another authority").issue("gateway");
    const refused = await bindOverTls(
      { clientCertificatePem: other.certificatePem, clientKeyPem: other.keyPem },
      { clientCaPem: clients.certificatePem },
    );
    await refusalOf(refused);
    expect(refused.smsc.stats().sessions).toEqual([]);
  });
});

describe("certificates that cannot be used", () => {
  it("are named in the state, tried again slowly, and not shown", async () => {
    const { port } = await startSmsc({ tls: smscCertificate });
    const tls = { clientCertificatePem: "no PEM at all", clientKeyPem: "nor this", allowUnverified: false };
    const bind = startBind(bindConfig(port, { tls, reconnectMinMs: 1, reconnectMaxMs: 37 }));
    const { reason } = await bind.states.find(({ state }) => state === "down");
    expect(reason).toMatch(/^the TLS certificates or key cannot be used: /);
    expect(reason).not.toContain("no PEM at all");
    expect(await bind.warnings.take(1)).toMatchObject([{ retryInMs: 37 }]);
  });

  it("are refused by the configuration where the key is missing", () => {
    expect(bindTlsSchema.safeParse({ clientCertificatePem: "PEM" }).success).toBe(false);
  });
});

it("a new certificate takes a new session, the same one does not", async () => {
  const { port } = await startSmsc({ tls: smscCertificate });
  const tls = { caPem: authority.certificatePem, allowUnverified: false };
  const config = bindConfig(port, { tls });
  const bind = startBind(config);
  await bind.bound();
  expect(bind.client.reconfigure({ ...config, tls: { ...tls }, windowSize: 5 })).toBe(true);
  expect(bind.client.reconfigure({ ...config, tls: { ...tls, serverName: "smsc.example.net" } })).toBe(false);
  expect(bind.client.reconfigure({ ...config, tls: null })).toBe(false);
});
