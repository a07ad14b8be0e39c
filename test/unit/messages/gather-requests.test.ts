import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { AcceptReply, AcceptRequest } from "../../../src/accounts/account.ts";
import { type Caller, RequestGatherer } from "../../../src/messages/gather-requests.ts";
import type { DraftText } from "../../../src/messages/message.ts";

/** An account's object whose calls the test answers, each in its own time. */
class ScriptedObject {
  readonly calls: { texts: string[][]; answer: () => void; break: () => void }[] = [];
  readonly caller: Caller = {
    call: (requests) => {
      const { promise, resolve, reject } = Promise.withResolvers<AcceptReply[]>();
      this.calls.push({
        texts: requests.map((request) => request.texts.map(({ text }) => text)),
        answer: () => resolve(requests.map((request) => replyTo(request))),
        break: () => reject(new Error("the object is gone")),
      });
      return promise;
    },
    waitUntil: () => undefined,
  };

  get sizes(): number[] {
    return this.calls.map(({ texts }) => texts.length);
  }
}

function requestOf(accountId: string, ...texts: string[]): AcceptRequest {
  const key = { accountId, hash: "", sourceAddress: null };
  return { key, texts: texts.map((text) => ({ text }) as DraftText) };
}

function replyTo({ texts }: AcceptRequest): AcceptReply {
  const rate = { limit: 1, remaining: 1, resetSeconds: 0 };
  return { ok: true, items: texts.map(({ text }) => ({ id: `msg_${text}` })), replayed: false, rate };
}

const numbered = (count: number): string[] => Array.from({ length: count }, (_, index) => String(index));

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("requests for one account", () => {
  it("go at once where none is under way", async () => {
    const object = new ScriptedObject();
    const reply = new RequestGatherer().accept(requestOf("acc_1", "a"), object.caller);
    expect(object.sizes).toEqual([1]);
    object.calls[0]?.answer();
    expect(await reply).toEqual(replyTo(requestOf("acc_1", "a")));
  });

  it("wait for no call that is older than its answer may be", async () => {
    const object = new ScriptedObject();
    const gatherer = new RequestGatherer();
    void gatherer.accept(requestOf("acc_1", "lost"), object.caller).catch(() => undefined);
    await vi.advanceTimersByTimeAsync(30_000);
    void gatherer.accept(requestOf("acc_1", "a"), object.caller);
    expect(object.sizes).toEqual([1, 1]);
  });

  it("travel together while another is under way, and have each its own answer", async () => {
    const object = new ScriptedObject();
    const gatherer = new RequestGatherer();
    const texts = numbered(20);
    const replies = texts.map((text) => gatherer.accept(requestOf("acc_1", text), object.caller));
    await vi.advanceTimersByTimeAsync(3);
    expect(object.sizes).toEqual([1]);
    await vi.advanceTimersByTimeAsync(1);
    expect(object.sizes).toEqual([1, 19]);
    for (const { answer } of object.calls) answer();
    expect(await Promise.all(replies)).toEqual(texts.map((text) => replyTo(requestOf("acc_1", text))));
  });

  it("are taken along by the next one, where no call is under way any more", async () => {
    const object = new ScriptedObject();
    const gatherer = new RequestGatherer();
    const replies = ["a", "b"].map((text) => gatherer.accept(requestOf("acc_1", text), object.caller));
    object.calls[0]?.answer();
    await vi.advanceTimersByTimeAsync(0);
    replies.push(gatherer.accept(requestOf("acc_1", "c"), object.caller));
    expect(object.calls[1]?.texts).toEqual([["b"], ["c"]]);
    object.calls[1]?.answer();
    await vi.advanceTimersByTimeAsync(4);
    expect((await Promise.all(replies)).map(({ ok }) => ok)).toEqual([true, true, true]);
    expect(object.calls).toHaveLength(2);
  });

  it("leave in time though the client of the first has hung up", async () => {
    const object = new ScriptedObject();
    const gatherer = new RequestGatherer();
    const kept: Promise<unknown>[] = [];
    const waitUntil = (work: Promise<unknown>) => void kept.push(work);
    void gatherer.accept(requestOf("acc_1", "a"), object.caller);
    void gatherer.accept(requestOf("acc_1", "b"), { ...object.caller, waitUntil });
    expect(kept).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(4);
    await kept[0];
    expect(object.calls[1]?.texts).toEqual([["b"]]);
    expect(kept).toHaveLength(2);
  });

  it("leave as soon as they have a hundred texts", async () => {
    const object = new ScriptedObject();
    const gatherer = new RequestGatherer();
    for (const texts of [["first"], ["a"], numbered(99), ["b"]]) {
      void gatherer.accept(requestOf("acc_1", ...texts), object.caller);
    }
    await vi.advanceTimersByTimeAsync(0);
    expect(object.calls.map(({ texts }) => texts.flat().length)).toEqual([1, 100]);
  });

  it("fail together where their call does, and those after them do not", async () => {
    const object = new ScriptedObject();
    const gatherer = new RequestGatherer();
    const send = (text: string) => gatherer.accept(requestOf("acc_1", text), object.caller).catch(String);
    const replies = ["a", "b", "c"].map(send);
    await vi.advanceTimersByTimeAsync(4);
    object.calls[0]?.answer();
    object.calls[1]?.break();
    expect(await Promise.all(replies.slice(1))).toEqual(["Error: the object is gone", "Error: the object is gone"]);
    const after = send("d");
    object.calls[2]?.answer();
    expect(await after).toMatchObject({ ok: true });
  });
});

it("requests for different accounts do not wait for each other", () => {
  const object = new ScriptedObject();
  const gatherer = new RequestGatherer();
  for (const accountId of ["acc_1", "acc_2"]) void gatherer.accept(requestOf(accountId, "a"), object.caller);
  expect(object.sizes).toEqual([1, 1]);
});
