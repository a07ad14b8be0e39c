import { env } from "cloudflare:workers";
import { Webhook } from "standardwebhooks";
import { beforeEach, describe, it, vi } from "vitest";
import { lookAtAlarms } from "../../../src/alarms/look-at-alarms.ts";
import { call, problemOf } from "../http/support/api.ts";
import { makeAccount } from "../support/accounts.ts";
import { alarmsOf, currentMs, lookFor, setTargets, tellCarrier } from "./scene.ts";

const key = env.ADMIN_KEY;
const url = "https://alarms.example.com/hook";

interface Received {
  url: string;
  headers: Record<string, string>;
  text: string;
  body: Record<string, unknown>;
}

/** What came to the targets; the network answers with `answers`, and then with 200. */
const received: Received[] = [];
const answers: number[] = [];
vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
  const request = new Request(input, init);
  const text = await request.text();
  const headers = Object.fromEntries(request.headers);
  received.push({ url: request.url, headers, text, body: JSON.parse(text) as Received["body"] });
  return new Response("", { status: answers.shift() ?? 200 });
});

let carrier = "";
let subject = "";
beforeEach(async () => {
  carrier = crypto.randomUUID().slice(0, 8);
  subject = `carrier/${carrier}`;
  received.length = 0;
  answers.length = 0;
  await setTargets([]);
  await tellCarrier(carrier);
  await lookFor(1);
});

/** What was told of the test's own carrier. */
function told(): string[] {
  return received
    .filter(({ body }) => (body["data"] as { subject?: string } | undefined)?.subject === subject)
    .map(({ body }) => String(body["type"]));
}

async function silence(until: number | null): Promise<void> {
  const [alarm] = await alarmsOf(subject);
  const body = { until: until === null ? null : new Date(until).toISOString(), reason: "maintenance" };
  const answer = await call("POST", `/admin/v1/alarms/${alarm?.id}/silence`, { key, body });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
}

describe("a webhook", () => {
  it("is told once of each, signed, however often the trigger comes", async ({ expect }) => {
    const { "on-call": secret = "" } = await setTargets([{ kind: "webhook", id: "on-call", url }]);
    await tellCarrier(carrier, { state: "unbound" });
    await lookFor(2);
    for (let again = 0; again < 3; again += 1) await lookAtAlarms(env, currentMs());
    await lookFor(2);
    expect(told()).toEqual(["alarm.raised"]);
    const [request] = received;
    const [alarm] = await alarmsOf(subject);
    expect(request?.headers["webhook-id"]).toBe(`${alarm?.id}_raised_on-call`);
    expect(() => new Webhook(secret).verify(request?.text ?? "", request?.headers ?? {})).not.toThrow();
    await tellCarrier(carrier);
    await lookFor(5);
    expect(told()).toEqual(["alarm.raised", "alarm.cleared"]);
  });

  it("that fails is told again later, under the same id and with the same body", async ({ expect }) => {
    await setTargets([{ kind: "webhook", id: "on-call", url }]);
    answers.push(500, 302);
    await tellCarrier(carrier, { state: "unbound" });
    await lookFor(6);
    expect(told()).toEqual(["alarm.raised", "alarm.raised", "alarm.raised"]);
    expect(new Set(received.map(({ headers, text }) => headers["webhook-id"] + text)).size).toBe(1);
    const [alarm] = await alarmsOf(subject);
    expect((await call("GET", `/admin/v1/alarms/${alarm?.id}`, { key })).body).toMatchObject({
      notifications: [{ target: "on-call", status: "sent", attempts: 3, error: null }],
    });
  });

  it("is told though the looks after it fail", async ({ expect }) => {
    await setTargets([{ kind: "webhook", id: "on-call", url }]);
    answers.push(500);
    await tellCarrier(carrier, { state: "unbound" });
    await lookFor(2);
    await env.DB.prepare(
      `INSERT INTO config_versions (kind, subject_id, version, active_from_ms, created_at_ms, author, body)
       VALUES ('alarm-rules', '', 1000000, 0, 0, 'nobody', 'unreadable')`,
    ).run();
    await expect(lookAtAlarms(env, currentMs() + 60_000)).rejects.toThrow();
    await env.DB.prepare("DELETE FROM config_versions WHERE version = 1000000").run();
    expect(told()).toEqual(["alarm.raised", "alarm.raised"]);
  });

  it("hears of the rules that it wants only", async ({ expect }) => {
    await setTargets([
      { kind: "webhook", id: "money", url, rules: ["low_balance"] },
      { kind: "webhook", id: "off", url, enabled: false },
      { kind: "webhook", id: "night", url: `${url}/night`, leastSeverity: "critical" },
    ]);
    await tellCarrier(carrier, { state: "throttled" });
    await lookFor(11);
    expect(told()).toEqual([]);
    await tellCarrier(carrier, { state: "unbound" });
    await lookFor(2);
    expect(told()).toEqual(["alarm.raised"]);
    expect(received[0]?.url).toBe(`${url}/night`);
  });

  it("goes to no private address", async ({ expect }) => {
    const targets = [{ kind: "webhook", id: "near", url: "https://169.254.169.254/latest" }];
    const answer = await call("PUT", "/admin/v1/alarm-targets", { key, body: { targets } });
    expect(problemOf(answer)).toMatchObject({ code: "invalid_url", errors: [{ path: "targets.0.url" }] });
  });
});

describe("a silence", () => {
  it("keeps everybody from hearing, but not the alarm from being raised and cleared", async ({ expect }) => {
    await tellCarrier(carrier, { state: "unbound" });
    await lookFor(2);
    await silence(currentMs() + 3_600_000);
    await tellCarrier(carrier);
    await lookFor(3);
    await setTargets([{ kind: "webhook", id: "on-call", url }]);
    await tellCarrier(carrier, { state: "unbound" });
    await lookFor(2);
    await tellCarrier(carrier);
    await lookFor(3);
    expect((await alarmsOf(subject)).map(({ state }) => state)).toEqual(["cleared", "cleared"]);
    expect(told()).toEqual([]);
  });

  it("that ends lets hear what is still so", async ({ expect }) => {
    await tellCarrier(carrier, { state: "unbound" });
    await lookFor(2);
    await silence(currentMs() + 3_600_000);
    await tellCarrier(carrier);
    await lookFor(3);
    await setTargets([{ kind: "webhook", id: "on-call", url }]);
    await tellCarrier(carrier, { state: "unbound" });
    await lookFor(3);
    expect(told()).toEqual([]);
    await silence(null);
    await lookFor(2);
    expect(told()).toEqual(["alarm.raised"]);
  });
});

describe("other targets", () => {
  it("are mail APIs, with headers that nobody sees again", async ({ expect }) => {
    const mail = { kind: "email", id: "mail", url, to: ["night@example.com"] };
    await setTargets([{ ...mail, headers: { authorization: "Bearer s3cret" } }]);
    await setTargets([mail]);
    const shown = await call("GET", "/admin/v1/alarm-targets", { key });
    expect(shown.body).toMatchObject({ targets: [{ kind: "email", headers: ["authorization"] }] });
    expect(JSON.stringify(shown.body)).not.toContain("s3cret");
    await tellCarrier(carrier, { state: "unbound" });
    await lookFor(2);
    const [request] = received.filter(({ text }) => text.includes(subject));
    expect(request?.headers["authorization"]).toBe("Bearer s3cret");
    expect(request?.body).toMatchObject({
      to: ["night@example.com"],
      subject: `critical: a carrier cannot be reached (${subject})`,
    });
    const elsewhere = { targets: [{ ...mail, url: "https://other.example.com/mail" }] };
    const refused = await call("PUT", "/admin/v1/alarm-targets", { key, body: elsewhere });
    expect(problemOf(refused)).toMatchObject({ code: "invalid_request", errors: [{ path: "targets.0.headers" }] });
  });

  it("are texts, one for each alarm that is raised", async ({ expect }) => {
    const account = await makeAccount();
    const text = { kind: "text", id: "phone", from: "Heliograph", to: ["+573001234567"] };
    await setTargets([{ ...text, apiKey: account.key }]);
    await setTargets([text]);
    await tellCarrier(carrier, { state: "unbound" });
    await lookFor(2);
    // As where a process died before it wrote that the text was accepted.
    await env.DB.prepare(
      "UPDATE alarm_notifications SET status = 'waiting', due_at_ms = 0 WHERE target_id = 'phone'",
    ).run();
    await lookFor(1);
    await tellCarrier(carrier);
    await lookFor(3);
    const texts = await vi.waitUntil(async () => {
      const { body } = await call("GET", "/v1/messages", { key: account.key });
      const { data } = body as { data: { text: string; to: string }[] };
      return data.length > 0 && data.filter((message) => message.text.includes(subject));
    });
    expect(texts).toHaveLength(1);
    expect(JSON.stringify(await call("GET", "/admin/v1/alarm-targets", { key }))).not.toContain(account.key);
  });

  it("can be tried", async ({ expect }) => {
    await setTargets([{ kind: "webhook", id: "on-call", url, enabled: false }]);
    const path = "/admin/v1/alarm-targets/on-call/test";
    expect((await call("POST", path, { key })).body).toEqual({ delivered: true, status: 200, error: null });
    answers.push(500);
    expect((await call("POST", path, { key })).body).toMatchObject({ delivered: false, status: 500 });
    expect(received.map(({ body }) => body["type"])).toEqual(["alarm.test", "alarm.test"]);
    expect(problemOf(await call("POST", path.replace("on-call", "nobody"), { key })).code).toBe("not_found");
  });

  it("need a key that may send", async ({ expect }) => {
    const { key: apiKey } = await makeAccount({ scopes: ["messages:read"] });
    const targets = [{ kind: "text", id: "phone", from: "Heliograph", to: ["+573001234567"], apiKey }];
    const answer = await call("PUT", "/admin/v1/alarm-targets", { key, body: { targets } });
    expect(problemOf(answer)).toMatchObject({ code: "invalid_request", errors: [{ path: "targets.0.apiKey" }] });
  });
});
