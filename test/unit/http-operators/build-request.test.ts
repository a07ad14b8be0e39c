import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { buildRequest } from "../../../src/http-operators/build-request.ts";
import { type HttpOperatorDraft, httpOperatorDraftSchema } from "../../../src/http-operators/operator-config.ts";
import { splitOperatorSecrets } from "../../../src/http-operators/operator-secrets.ts";

const values = {
  to: "+573001234567",
  toDigits: "573001234567",
  from: "Elibom",
  text: 'hola & "chao" <ñ>\r\nX: 1',
  messageId: "msg_1",
  segmentCount: "2",
  clientReference: "",
};

/** The request that a configuration makes of the values above. */
async function built(input: Record<string, unknown>) {
  const draft: HttpOperatorDraft = httpOperatorDraftSchema.parse(input);
  const { config, secrets } = splitOperatorSecrets(draft, null);
  return buildRequest(config, values, secrets.auth ?? "");
}

const url = "https://operator.example.net/send";

describe("a request", () => {
  it("escapes values in the URL", async () => {
    const { url: sent } = await built({ request: { method: "GET", url: `${url}?to={{to}}&text={{text}}` } });
    expect(sent).toBe(`${url}?to=%2B573001234567&text=hola%20%26%20%22chao%22%20%3C%C3%B1%3E%0D%0AX%3A%201`);
    expect(new URL(sent).searchParams.get("text")).toBe(values.text);
  });

  it("never lets a value end a header's line, and has only ASCII in it", async () => {
    const { headers } = await built({ request: { url, headers: { "X-Text": "t={{text}}" } } });
    expect(headers["x-text"]).toBe('t=hola & "chao" <%C3%B1> X: 1');
  });

  it("has a JSON body whose strings are filled, by construction", async () => {
    const value = {
      messages: [{ to: "{{toDigits}}", text: "{{text}}", parts: "{{segmentCount:number}}" }],
      dry: false,
    };
    const { body, headers } = await built({ request: { url, body: { kind: "json", value } } });
    expect(headers["content-type"]).toBe("application/json");
    expect(JSON.parse(body ?? "")).toEqual({
      messages: [{ to: "573001234567", text: values.text, parts: 2 }],
      dry: false,
    });
  });

  it("leaves out what a placeholder without a value stands for", async () => {
    const json = { kind: "json", value: { to: "{{to}}", reference: "{{clientReference}}" } };
    expect((await built({ request: { url, body: json } })).body).toBe('{"to":"+573001234567"}');
    const form = { kind: "form", fields: { to: "{{to}}", reference: "{{clientReference}}", fixed: "" } };
    expect((await built({ request: { url, body: form } })).body).toBe("to=%2B573001234567&fixed=");
  });

  it.each([
    ["text/xml", "<t>hola &amp; &quot;chao&quot; &lt;ñ&gt;\r\nX: 1</t>"],
    ["application/soap+xml; charset=utf-8", "<t>hola &amp; &quot;chao&quot; &lt;ñ&gt;\r\nX: 1</t>"],
    ["application/json", '<t>hola & \\"chao\\" <ñ>\\r\\nX: 1</t>'],
    ["text/plain", `<t>${values.text}</t>`],
  ])("escapes a text body as %s wants it", async (contentType, expected) => {
    const { body, headers } = await built({
      request: { url, body: { kind: "text", contentType, text: "<t>{{text}}</t>" } },
    });
    expect(body).toBe(expected);
    expect(headers["content-type"]).toBe(contentType);
  });

  it("proves itself as configured", async () => {
    const auth = async (auth: Record<string, unknown>) => (await built({ request: { url }, auth })).headers;
    expect(await auth({ kind: "basic", username: "ñ", password: "p:w" })).toMatchObject({
      authorization: `Basic ${Buffer.from("ñ:p:w").toString("base64")}`,
    });
    expect(await auth({ kind: "bearer", token: "abc" })).toMatchObject({ authorization: "Bearer abc" });
    expect(await auth({ kind: "header", name: "X-Api-Key", value: "abc" })).toMatchObject({ "x-api-key": "abc" });
  });

  it("signs its body, or what it is told to", async () => {
    const body = { kind: "text", contentType: "text/plain", text: "{{to}}" };
    const secret = "s3cret";
    const plain = await built({
      request: { url, body },
      auth: { kind: "hmacSha256", header: "X-Sig", secret, prefix: "v1=" },
    });
    expect(plain.headers["x-sig"]).toBe(`v1=${createHmac("sha256", secret).update(values.to).digest("hex")}`);
    const over = "{{messageId}}.{{body}}";
    const other = await built({
      request: { url, body },
      auth: { kind: "hmacSha256", header: "X-Sig", secret, over, encoding: "base64" },
    });
    expect(other.headers["x-sig"]).toBe(createHmac("sha256", secret).update(`msg_1.${values.to}`).digest("base64"));
  });

  it("may carry its secret in the address, as old APIs want it", async () => {
    const sent = await built({
      request: { method: "GET", url: `${url}?password={{secret}}` },
      auth: { kind: "placeholder", secret: "p&w" },
    });
    expect(sent.url).toBe(`${url}?password=p%26w`);
  });
});

describe("a configuration", () => {
  const callbacks = { receipts: { id: "/id", status: "/status" } };

  it.each<[string, Record<string, unknown>, string]>([
    ["http without saying so", { request: { url: "http://operator.example.net/" } }, "request.url"],
    ["a host from a placeholder", { request: { url: "https://{{to}}.example.net/" } }, "request.url"],
    ["a user in the address", { request: { url: "https://me@example.net/" } }, "request.url"],
    ["a placeholder there is not", { request: { url: `${url}?x={{nope}}` } }, "request.url"],
    ["one in a header", { request: { url, headers: { "x-a": "{{nope}}" } } }, "request.headers.x-a"],
    [
      "one deep in JSON",
      { request: { url, body: { kind: "json", value: { a: [{ b: "{{nope}}" }] } } } },
      "request.body.value.a.0.b",
    ],
    [
      "a number within a longer string",
      { request: { url, body: { kind: "json", value: { a: "x{{to:number}}" } } } },
      "request.body.value.a",
    ],
    ["the header of a part without cutting", { request: { url: `${url}?udh={{udhHex}}` } }, "request.url"],
    ["a secret that is for something else", { request: { url: `${url}?p={{secret}}` } }, "request.url"],
    ["a body on a GET", { request: { method: "GET", url, body: { kind: "json", value: {} } } }, "request.body"],
    ["a receipt address without publicUrl", { request: { url: `${url}?cb={{receiptUrl}}` }, callbacks }, "request.url"],
    ["a header's name with a blank", { request: { url, headers: { "a b": "" } } }, "request.headers.a b"],
    [
      "a pointer that is none",
      { request: { url }, response: { id: { in: "json", pointer: "id" } } },
      "response.id.pointer",
    ],
    [
      "a pattern that is none",
      { request: { url }, response: { condition: { pattern: "(" } } },
      "response.condition.pattern",
    ],
    [
      "a row that fits everything",
      { request: { url }, response: { errors: [{ action: "fail", name: "X" }] } },
      "response.errors.0",
    ],
    [
      "a field that is no pointer",
      { request: { url }, callbacks: { receipts: { id: "id", status: "/s" } } },
      "callbacks.receipts.id",
    ],
    [
      "a list in a form",
      { request: { url }, callbacks: { receipts: { format: "form", list: "/r", id: "id", status: "s" } } },
      "callbacks.receipts.list",
    ],
    [
      "an inbound text without a text",
      { request: { url }, callbacks: { inbound: { from: "/f", to: "/t" } } },
      "callbacks.inbound.text",
    ],
    ["a network that is none", { request: { url }, callbacks: { networks: ["10.0.0.0/33"] } }, "callbacks.networks.0"],
    ["a field there is not", { request: { url, methd: "GET" } }, "request"],
  ])("with %s is refused", (_, config, path) => {
    const parsed = httpOperatorDraftSchema.safeParse(config);
    expect(parsed.error?.issues.map((issue) => issue.path.join("."))).toContain(path);
  });

  it("keeps a secret that is left out where it is for the same thing", () => {
    const draft = (auth: Record<string, unknown>) => httpOperatorDraftSchema.parse({ request: { url }, auth });
    const first = splitOperatorSecrets(draft({ kind: "bearer", token: "abc" }), null);
    expect(JSON.stringify(first.config)).not.toContain("abc");
    expect(splitOperatorSecrets(draft({ kind: "bearer" }), first).secrets).toEqual({ auth: "abc" });
    expect(splitOperatorSecrets(draft({ kind: "basic", username: "me" }), first).missing).toEqual(["auth.password"]);
    expect(splitOperatorSecrets(draft({ kind: "none" }), first)).toMatchObject({ secrets: {}, missing: [] });
  });
});
