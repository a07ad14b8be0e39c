import { env, exports } from "cloudflare:workers";
import { describe, it } from "vitest";
import { carrierDefaults } from "../../../src/carriers/carrier.ts";
import { bindDefaults } from "../../../src/link/bind-config.ts";
import { type DownFrame } from "../../../src/link/frames.ts";
import { submitProfileSchema } from "../../../src/link/submit-profile.ts";
import { call, problemOf } from "./support/api.ts";
import { listWith, objectWith } from "./support/matchers.ts";

const key = env.ADMIN_KEY;
const token = env.CONNECTOR_TOKEN;
const bind = { id: "b1", host: "smpp.example.net", port: 2775, systemId: "heliograph", password: "s3cret" };
const ucpBind = { kind: "ucp", id: "u1", host: "ucp.example.net", port: 3000, systemId: "85432", password: "s3cret" };

/** What a connector is told when it says hello. */
async function welcomeOf(carrierId: string): Promise<DownFrame> {
  const response = await exports.default.fetch(`https://edge.test/connector/v1/carriers/${carrierId}/link`, {
    headers: { authorization: `Bearer ${token}`, upgrade: "websocket" },
  });
  const socket = response.webSocket;
  if (response.status !== 101 || socket === null) throw new Error(`no WebSocket came: ${response.status}`);
  const frame = new Promise<DownFrame>((resolve) => {
    socket.addEventListener("message", ({ data }) => resolve(JSON.parse(String(data)) as DownFrame));
  });
  socket.accept();
  socket.send(JSON.stringify({ type: "hello", linkVersion: 1, connectorId: "c1", journalId: "j1" }));
  const welcome = await frame;
  socket.close(1000, "done");
  return welcome;
}

describe("PUT /admin/v1/carriers/{id}", () => {
  it("configures a carrier with the defaults, and never tells the password", async ({ expect }) => {
    const answer = await call("PUT", "/admin/v1/carriers/one", { key, body: { name: "One", binds: [bind] } });
    expect(answer.status).toBe(200);
    const { password: _, ...shown } = bind;
    expect(answer.body).toEqual({
      id: "one",
      name: "One",
      ...carrierDefaults,
      version: 1,
      binds: [{ ...bindDefaults, ...shown, kind: "smpp", enabled: true, state: "down" }],
      connectors: [],
      waitingTexts: 0,
      delayedTexts: 0,
      movingTexts: 0,
      segmentsInFlight: 0,
      parkedReceipts: 0,
      health: objectWith({ state: "unbound" }),
      drained: false,
    });
    const read = await call("GET", "/admin/v1/carriers/one", { key });
    expect(read.body).toEqual(answer.body);
    expect(JSON.stringify(read.body)).not.toContain("s3cret");
  });

  it("replaces the configuration there is", async ({ expect }) => {
    const put = (body: unknown) => call("PUT", "/admin/v1/carriers/two", { key, body });
    await put({ name: "Two", binds: [bind], onUnknown: "wait", maxAttempts: 2 });
    const answer = await put({ name: "Deux", binds: [{ ...bind, id: "b2", windowSize: 7 }] });
    expect(answer.body).toMatchObject({ name: "Deux", onUnknown: "resend", binds: [{ id: "b2", windowSize: 7 }] });
    const list = await call("GET", "/admin/v1/carriers", { key });
    expect(list.body).toMatchObject({
      data: listWith(objectWith({ id: "two", name: "Deux" })),
    });
  });

  it("takes how the carrier wants its submits, shows it, and tells connectors", async ({ expect }) => {
    const submitProfile = {
      narrow: { alphabet: "latin1", dataCoding: 3 },
      concatenation: "sar",
      serviceType: "OTP",
      source: { rewrite: [{ pattern: "*", replacement: "85432", ton: 6 }], shortCode: { ton: 0 } },
      validity: { maximumSeconds: 3_600 },
      parameters: [{ tag: 0x1401, type: "cstring", value: { from: "account" } }],
    };
    const body = { name: "Profiled", binds: [bind], submitProfile };
    const answer = await call("PUT", "/admin/v1/carriers/profiled", { key, body });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ submitProfile: submitProfileSchema.parse(submitProfile) });
    expect((await call("GET", "/admin/v1/carriers/profiled", { key })).body).toEqual(answer.body);
    expect(await welcomeOf("profiled")).toMatchObject({ submitProfile: submitProfileSchema.parse(submitProfile) });
  });

  it.for<[string, string, unknown, string]>([
    ["an id with capitals", "One", { name: "One" }, "id"],
    ["no name", "one", {}, "name"],
    ["a bind without its host", "one", { name: "One", binds: [{ ...bind, host: undefined }] }, "binds.0.host"],
    ["a port there is not", "one", { name: "One", binds: [{ ...bind, port: 70_000 }] }, "binds.0.port"],
    [
      "a system_id over 15 octets",
      "one",
      { name: "One", binds: [{ ...bind, systemId: "x".repeat(16) }] },
      "binds.0.systemId",
    ],
    ["two binds of one id", "one", { name: "One", binds: [bind, bind] }, "binds"],
    ["a field there is not", "one", { name: "One", binds: [{ ...bind, tls: true }] }, "binds.0.tls"],
    ["an unknown policy", "one", { name: "One", onUnknown: "hope" }, "onUnknown"],
    ["a UCP bind that is to ask", "one", { name: "One", binds: [ucpBind], onUnknown: "query" }, "onUnknown"],
    ["an impatient query", "one", { name: "One", queryAfterSeconds: 9 }, "queryAfterSeconds"],
    [
      "a part of the profile there is not",
      "one",
      { name: "One", submitProfile: { narrow: { dataCodng: 3 } } },
      "submitProfile.narrow.dataCodng",
    ],
    [
      "a parameter that does not fit its type",
      "one",
      { name: "One", submitProfile: { parameters: [{ tag: 0x1401, type: "int1", value: { fixed: "256" } }] } },
      "submitProfile.parameters.0.value.fixed",
    ],
    [
      "whole texts over UCP",
      "one",
      { name: "One", binds: [ucpBind], submitProfile: { concatenation: "payload" } },
      "submitProfile.concatenation",
    ],
    [
      "a numbering plan over UCP",
      "one",
      { name: "One", binds: [ucpBind], submitProfile: { source: { shortCode: { npi: 1 } } } },
      "submitProfile.source.shortCode.npi",
    ],
  ])("refuses %s", async ([, id, body, path], { expect }) => {
    const answer = await call("PUT", `/admin/v1/carriers/${id}`, { key, body });
    expect(answer.status).toBe(400);
    expect(problemOf(answer)).toMatchObject({ code: "invalid_request", errors: [{ path }] });
  });

  it("knows no carrier that was never configured", async ({ expect }) => {
    expect((await call("GET", "/admin/v1/carriers/none", { key })).status).toBe(404);
  });
});

describe("GET /admin/v1/carriers", () => {
  it("lists carriers page by page", async ({ expect }) => {
    for (const id of ["page-a", "page-b"]) await call("PUT", `/admin/v1/carriers/${id}`, { key, body: { name: id } });
    const ids: string[] = [];
    let path = "/admin/v1/carriers?limit=1";
    while (path !== "") {
      const { body } = await call("GET", path, { key });
      const { data, nextCursor } = body as { data: { id: string }[]; nextCursor: string | null };
      ids.push(...data.map(({ id }) => id));
      path = nextCursor === null ? "" : `/admin/v1/carriers?limit=1&cursor=${nextCursor}`;
    }
    expect(ids).toEqual([...ids].sort());
    expect(ids).toEqual(listWith("page-a", "page-b"));
  });
});

describe("what connectors ask", () => {
  it("lists the carriers to dial", async ({ expect }) => {
    await call("PUT", "/admin/v1/carriers/dialled", { key, body: { name: "Dialled" } });
    const { status, body } = await call("GET", "/connector/v1/carriers", { key: token });
    expect(status).toBe(200);
    expect(body).toMatchObject({ carriers: listWith({ id: "dialled" }) });
  });

  it("opens a link to a carrier", async ({ expect }) => {
    await call("PUT", "/admin/v1/carriers/linked", { key, body: { name: "Linked", binds: [bind] } });
    expect(await welcomeOf("linked")).toMatchObject({
      type: "welcome",
      carrierId: "linked",
      binds: [{ password: "s3cret" }],
    });
  });

  it("wants a WebSocket for a link, and a carrier there is", async ({ expect }) => {
    await call("PUT", "/admin/v1/carriers/plain", { key, body: { name: "Plain" } });
    const plain = await call("GET", "/connector/v1/carriers/plain/link", { key: token });
    expect(plain.status).toBe(426);
    expect(plain.headers.get("upgrade")).toBe("websocket");
    expect(problemOf(plain).status).toBe(426);
    const headers = { upgrade: "websocket" };
    expect((await call("GET", "/connector/v1/carriers/none/link", { key: token, headers })).status).toBe(404);
  });
});
