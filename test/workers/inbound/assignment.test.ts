import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import { call } from "../http/support/api.ts";
import { makeAccount } from "../support/accounts.ts";
import { aHandset, aNumber, answersTo, assign, assignKeyword, receive, textFrom, toldOf, withNumber } from "./scene.ts";

describe("a text from a handset", () => {
  it("goes to the account of the longest keyword, or else to the number's", async ({ expect }) => {
    const number = aNumber();
    const [owner, vote, votePizza] = await Promise.all([makeAccount(), makeAccount(), makeAccount()]);
    await assign(number, owner.id);
    await assignKeyword(number, "vote", vote.id);
    await assignKeyword(number, "VOTE PIZZA", votePizza.id);
    const handset = aHandset();
    await receive(
      textFrom(handset, number, "Vóte  pizza now"),
      textFrom(handset, number, "VOTE pizzas"),
      textFrom(handset, number, "voted"),
    );
    expect((await toldOf(votePizza.key, 1))[0]?.data).toMatchObject({ text: "Vóte  pizza now", keyword: "VOTE PIZZA" });
    expect((await toldOf(vote.key, 1)).map(({ data }) => data["text"])).toEqual(["VOTE pizzas"]);
    expect((await toldOf(owner.key, 1)).map(({ data }) => data["text"])).toEqual(["voted"]);
  });

  it("to a number that is nobody's is kept, and listed for operators", async ({ expect }) => {
    const number = aNumber();
    const [id] = await receive(textFrom(aHandset(), number, "hello?"));
    const list = await call("GET", `/admin/v1/inbound?account=none&to=${number}`, { key: env.ADMIN_KEY });
    expect(list.body).toMatchObject({ data: [{ id, accountId: null, text: "hello?" }] });
    const { id: accountId, key } = await makeAccount();
    await assign(number, accountId);
    const [later] = await receive(textFrom(aHandset(), number, "hello"));
    const own = await call("GET", "/v1/inbound", { key });
    expect(own.body).toMatchObject({ data: [{ id: later }], nextCursor: null });
  });

  it("is found by number whatever form the carrier writes it in", async ({ expect }) => {
    const { id, key } = await makeAccount();
    await assign("+573009990001", id);
    await receive(textFrom("573008880001", "573009990001", "hola"));
    const list = await call("GET", "/v1/inbound?from=%2B573008880001&to=573009990001", { key });
    expect(list.body).toMatchObject({ data: [{ from: "+573008880001", to: "+573009990001" }] });
  });

  it("says which message it answers", async ({ expect }) => {
    const { key, number } = await withNumber();
    const handset = aHandset();
    const sent = await call("POST", "/v1/messages", { key, body: { to: handset, from: number, text: "hola" } });
    await answersTo(handset, number, 1);
    const [id] = await receive(textFrom(handset, number, "hi"));
    const { id: inReplyTo } = sent.body as { id: string };
    expect((await call("GET", `/v1/inbound/${id}`, { key })).body).toMatchObject({ inReplyTo });
    expect((await toldOf(key, 1))[0]?.data).toMatchObject({ inReplyTo });
  });
});

describe("conversations", () => {
  it("list pairs, the latest first, and read both directions page by page", async ({ expect }) => {
    const { key, number } = await withNumber();
    const [first, second] = [aHandset(), aHandset()];
    await receive(textFrom(first, number, "one"));
    await call("POST", "/v1/messages", { key, body: { to: first, from: number, text: "two" } });
    await answersTo(first, number, 1);
    await receive(textFrom(second, number, "other"));
    await receive(textFrom(first, number, "three"));
    const list = await call("GET", "/v1/conversations", { key });
    expect(list.body).toMatchObject({
      data: [
        { number, peer: first, lastInbound: { text: "three" } },
        { number, peer: second, lastInbound: { text: "other" } },
      ],
    });
    const texts: string[] = [];
    let cursor = "";
    for (;;) {
      const path = `/v1/conversations/${number}/${encodeURIComponent(first)}?limit=1${cursor}`;
      const page = (await call("GET", path, { key })).body as { data: { text: string }[]; nextCursor: string | null };
      texts.push(...page.data.map(({ text }) => text));
      if (page.nextCursor === null) break;
      cursor = `&cursor=${page.nextCursor}`;
    }
    expect(texts).toEqual(["three", "two", "one"]);
    const firstPage = await call("GET", "/v1/conversations?limit=1", { key });
    const { nextCursor } = firstPage.body as { nextCursor: string };
    const rest = await call("GET", `/v1/conversations?cursor=${nextCursor}`, { key });
    expect(rest.body).toMatchObject({ data: [{ peer: second }], nextCursor: null });
  });
});

describe("numbers", () => {
  it("are given to accounts that there are, and taken back", async ({ expect }) => {
    const operator = { key: env.ADMIN_KEY };
    const number = aNumber();
    const path = `/admin/v1/numbers/${number}`;
    const none = await call("PUT", path, { ...operator, body: { accountId: "acc_01JD0000000000000000000000" } });
    expect(none.body).toMatchObject({ code: "invalid_request", errors: [{ path: "accountId" }] });
    expect((await call("PUT", "/admin/v1/numbers/12", { ...operator, body: {} })).status).toBe(400);
    const { id, key } = await makeAccount();
    await assignKeywordFails(number, id);
    await assign(number, null);
    await assignKeyword(number, "info", id);
    expect((await call("GET", path, operator)).body).toMatchObject({
      number,
      kind: "short",
      accountId: null,
      keywords: [{ keyword: "INFO", accountId: id }],
    });
    const own = await call("GET", "/v1/numbers", { key });
    expect(own.body).toMatchObject({ data: [{ number, shared: true, keywords: ["INFO"], callbackReply: "json" }] });
    const listed = await call("GET", `/admin/v1/numbers?account=${id}`, operator);
    expect(listed.body).toMatchObject({ data: [{ number }] });
    expect((await call("DELETE", `${path}/keywords/info`, operator)).status).toBe(204);
    expect((await call("DELETE", `${path}/keywords/info`, operator)).status).toBe(404);
    expect((await call("GET", `/v1/numbers/${number}`, { key })).status).toBe(404);
    expect((await call("DELETE", path, operator)).status).toBe(204);
    expect((await call("GET", path, operator)).status).toBe(404);

    async function assignKeywordFails(of: string, accountId: string): Promise<void> {
      const answer = await call("PUT", `/admin/v1/numbers/${of}/keywords/x`, { ...operator, body: { accountId } });
      expect(answer.status).toBe(404);
    }
  });
});
