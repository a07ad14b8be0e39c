import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import { call, problemOf } from "../http/support/api.ts";
import { chunkOf, consumeEvents } from "../events/consumer.ts";
import { aHandset, answersTo, receive, textFrom, toldOf, withNumber } from "./scene.ts";

async function configure(key: string, number: string, body: object): Promise<void> {
  const answer = await call("PATCH", `/v1/numbers/${number}`, { key, body });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
}

describe("automatic answers", () => {
  it("go by the longest keyword, or else are the number's, once per text", async ({ expect }) => {
    const { key, number } = await withNumber({ senders: ["Elibom"] });
    await configure(key, number, {
      autoReply: "We got: {{text}}",
      keywordReplies: [
        { keyword: "hours", text: "{{keyword}}: 9 to 5, {{from}}" },
        { keyword: "hours sunday", text: "closed" },
      ],
    });
    const handset = aHandset();
    const chunk = chunkOf({ inbound: textFrom(handset, number, "Hours?") });
    await consumeEvents([chunk]);
    await consumeEvents([chunk]);
    await receive(textFrom(handset, number, "hours SUNDAY please"));
    await receive(textFrom(handset, number, "{{to}} hey"));
    expect(await answersTo(handset, number, 3)).toEqual([`HOURS: 9 to 5, ${handset}`, "closed", "We got: {{to}} hey"]);
  });

  it("come to rest where two machines answer each other", async ({ expect }) => {
    const { key, number } = await withNumber();
    await configure(key, number, { autoReply: "thanks" });
    const handset = aHandset();
    for (let times = 0; times < 12; times++) await receive(textFrom(handset, number, `text ${times}`));
    const told = await toldOf(key, 12);
    const answered = told.filter(({ data }) => "replyId" in data);
    // Five, or ten where an hour ended in between.
    expect([5, 10]).toContain(Math.ceil(answered.length / 5) * 5);
    expect(told.filter(({ data }) => data["replyError"] === "rate_limited")).toHaveLength(12 - answered.length);
    expect(await answersTo(handset, number, answered.length)).toHaveLength(answered.length);
  });

  it("may not name what there is not", async ({ expect }) => {
    const { key, number } = await withNumber();
    const body = { autoReply: "{{name}}", keywordReplies: [{ keyword: "!", text: "x" }] };
    const answer = await call("PATCH", `/v1/numbers/${number}`, { key, body });
    expect(problemOf(answer).errors?.map(({ path }) => path)).toEqual(["autoReply", "keywordReplies.0.keyword"]);
  });
});

describe("an answer in a webhook's response", () => {
  it("is sent once, where the text has no other", async ({ expect }) => {
    const { id, number } = await withNumber();
    const handset = aHandset();
    const [inboundId = ""] = await receive(textFrom(handset, number, "hi"));
    const { inbound } = env.ACCOUNT.getByName(id);
    await inbound.reply(inboundId, { format: "text", text: "plain" });
    await env.ACCOUNT.getByName(id).inbound.reply(inboundId, { format: "json", text: "first" });
    await env.ACCOUNT.getByName(id).inbound.reply(inboundId, { format: "json", text: "second" });
    await env.ACCOUNT.getByName(id).inbound.reply("mo_01JD0000000000000000000000", { format: "json", text: "none" });
    expect(await answersTo(handset, number, 1)).toEqual(["first"]);
  });

  it("is plain text only where the number says so", async ({ expect }) => {
    const { id, key, number } = await withNumber();
    await configure(key, number, { callbackReply: "any" });
    const handset = aHandset();
    const [inboundId = ""] = await receive(textFrom(handset, number, "hi"));
    await env.ACCOUNT.getByName(id).inbound.reply(inboundId, { format: "text", text: "plain" });
    expect(await answersTo(handset, number, 1)).toEqual(["plain"]);
  });

  it("is not sent to who has opted out", async ({ expect }) => {
    const { id, number } = await withNumber();
    const handset = aHandset();
    const [before = ""] = await receive(textFrom(handset, number, "hi"));
    const [stop = ""] = await receive(textFrom(handset, number, "stop"));
    for (const inboundId of [before, stop]) {
      await env.ACCOUNT.getByName(id).inbound.reply(inboundId, { format: "json", text: "more" });
    }
    const [answer, ...others] = await answersTo(handset, number, 1);
    expect(answer).toContain("unsubscribed");
    expect(others).toEqual([]);
  });
});
