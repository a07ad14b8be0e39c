import { describe, expect, it } from "vitest";
import { readCallbackReply } from "../../../src/inbound/callback-reply.ts";
import { chooseReply } from "../../../src/inbound/choose-reply.ts";
import { matchKeyword, parseKeyword } from "../../../src/inbound/keyword.ts";
import { defaultNumberSettings } from "../../../src/inbound/number-settings.ts";
import { renderReply, unknownFields } from "../../../src/inbound/reply-template.ts";

const message = { from: "+573001234567", to: "890123", text: "Vote 7", keyword: null };

describe("a keyword", () => {
  const keywords = ["VOTE", "VOTE PIZZA", "7", "अ"].map((keyword) => ({ keyword }));

  it.for([
    ["vote", "VOTE"],
    ["Vote!", "VOTE"],
    ["«vóte» 3", "VOTE"],
    ["vote  pizza", "VOTE PIZZA"],
    ["vote pizzas", "VOTE"],
    ["voted", null],
    ["I vote", null],
    ["7", "7"],
    ["77", null],
    ["", null],
  ] as const)("of %j is %s", ([text, keyword]) => {
    expect(matchKeyword(text, keywords)?.keyword ?? null).toBe(keyword);
  });

  it("is kept as it is compared", () => {
    expect(parseKeyword(" «Pizza  Café» ")).toBe("PIZZA CAFE");
    expect(parseKeyword("!!")).toBeNull();
    expect(parseKeyword("x".repeat(51))).toBeNull();
  });
});

describe("a template", () => {
  const values = { from: "+57", to: "890", text: "{{to}}", keyword: "K" };

  it("has what the text has, and does not read it again", () => {
    expect(renderReply("{{from}} {{ to }} {{text}} {{keyword}} {{name}} {x}", values)).toBe(
      "+57 890 {{to}} K {{name}} {x}",
    );
    expect(unknownFields("{{from}} {{name}}")).toEqual(["name"]);
  });

  it("has only the beginning of a long text, and nothing that no text may have", () => {
    expect(renderReply("{{text}}", { ...values, text: "a".repeat(500) })).toHaveLength(160);
    expect(renderReply("{{text}}", { ...values, text: `${"a".repeat(159)}😀` }).isWellFormed()).toBe(true);
    expect(renderReply("{{text}}", { ...values, text: "a\0b" })).toBe("ab");
  });
});

describe("the answer to a text", () => {
  it("is the longest keyword's, or else the number's, or none", () => {
    const keywordReplies = [
      { keyword: "VOTE", text: "one: {{keyword}}" },
      { keyword: "VOTE 7", text: "two: {{keyword}}" },
    ];
    const settings = { ...defaultNumberSettings, keywordReplies, autoReply: "hi {{keyword}}" };
    expect(chooseReply(message, settings)).toBe("two: VOTE 7");
    expect(chooseReply({ ...message, text: "vote" }, settings)).toBe("one: VOTE");
    expect(chooseReply({ ...message, text: "other", keyword: "OTHER" }, settings)).toBe("hi OTHER");
    expect(chooseReply(message, defaultNumberSettings)).toBeNull();
  });
});

describe("an answer in a response", () => {
  it.for([
    ["application/json", '{"reply":{"text":"hi"}}', { format: "json", text: "hi" }],
    ["Application/JSON; charset=utf-8", '{"reply":{"text":"hi"},"ok":true}', { format: "json", text: "hi" }],
    ["application/json", '{"reply":{"text":" "}}', null],
    ["application/json", '{"reply":"hi"}', null],
    ["application/json", '{"reply":{"text":7}}', null],
    ["application/json", "[]", null],
    ["application/json", "null", null],
    ["application/json", "{", null],
    ["text/plain;charset=UTF-8", " hi\n", { format: "text", text: "hi" }],
    ["text/plain", "", null],
    ["text/html", "<p>hi</p>", null],
    [null, '{"reply":{"text":"hi"}}', null],
  ] as const)("%j %j", ([contentType, body, reply]) => {
    expect(readCallbackReply(contentType, body)).toEqual(reply);
  });
});
