import { describe, expect, it } from "vitest";
import { outcomeFor, outcomes } from "../../../connector/simulator/outcomes.ts";
import { bindConfig, message, receiptText, startBind, startSmsc } from "../smpp/harness.ts";

const prefix = "57300";
const ordinary = "573001234567";

/** A bind that submits one message after the other, at an SMSC that sends receipts at once. */
async function boundBind() {
  const { smsc, port } = await startSmsc();
  const config = bindConfig(port);
  const bind = startBind(config);
  await bind.bound();
  let submitted = 0;
  const submit = async (destination: string, text = "hello") => {
    const token = `${submitted++}`;
    bind.client.submit(token, message(destination, text));
    return bind.resultOf(token);
  };
  const receipts = async (count: number) =>
    (await bind.delivers.take(count)).map(({ deliver }) => receiptText(deliver));
  /** Submits from a bind of its own, which takes no receipts and waits little for the response. */
  const submitImpatiently = async (destination: string) => {
    const impatient = startBind({ ...config, mode: "transmitter", responseTimeoutMs: 20 });
    await impatient.bound();
    impatient.client.submit("once", message(destination));
    return impatient.resultOf("once");
  };
  return { smsc, bind, submit, submitImpatiently, receipts };
}

describe("the table of outcomes", () => {
  it("has each suffix and each name once", () => {
    expect(new Set(outcomes.map(({ suffix }) => suffix)).size).toBe(outcomes.length);
    expect(new Set(outcomes.map(({ name }) => name)).size).toBe(outcomes.length);
  });

  it("leaves ordinary numbers alone", () => {
    expect(outcomeFor("573001234567").name).toBe("delivered");
    expect(outcomeFor("9001").name).toBe("delivered");
    expect(outcomeFor(`${prefix}9999001`).name).toBe("undeliverable");
  });
});

describe("a message that is accepted", () => {
  it.each([
    [ordinary, ["DELIVRD"]],
    [`${prefix}9999001`, ["UNDELIV"]],
    [`${prefix}9999002`, ["REJECTD"]],
    [`${prefix}9999003`, ["EXPIRED"]],
    [`${prefix}9999009`, ["DELIVRD", "DELIVRD"]],
    [`${prefix}9999011`, ["ENROUTE", "DELIVRD"]],
    [`${prefix}9999013`, ["DELIVRD", "ENROUTE"]],
    [`${prefix}9999018`, ["UNKNOWN"]],
  ])("to %s has the receipts %j", async (destination, states) => {
    const { submit, receipts } = await boundBind();
    const result = await submit(destination);
    const id = result.outcome === "accepted" ? result.carrierMessageId : undefined;
    expect(await receipts(states.length)).toEqual(states.map((stat) => ({ id, stat })));
  });

  it("to …9999012 has no receipt", async () => {
    const { submit, receipts, bind } = await boundBind();
    expect(await submit(`${prefix}9999012`)).toMatchObject({ outcome: "accepted" });
    await submit(ordinary);
    await receipts(1);
    expect(bind.delivers.all.map(({ deliver }) => deliver.sourceAddr)).toEqual([ordinary]);
  });

  it("to …9999007 has its receipt before its response", async () => {
    const { bind } = await boundBind();
    const order: string[] = [];
    bind.client.submit("a", message(`${prefix}9999007`));
    await Promise.all([
      bind.delivers.take(1).then(() => order.push("receipt")),
      bind.resultOf("a").then(() => order.push("response")),
    ]);
    expect(order).toEqual(["receipt", "response"]);
  });

  it("to …9999010 has a hexadecimal id in its response and a decimal one in its receipt", async () => {
    const { submit, receipts } = await boundBind();
    const result = await submit(`${prefix}9999010`);
    const [receipt] = await receipts(1);
    const id = result.outcome === "accepted" ? result.carrierMessageId : "";
    expect(id).toMatch(/^[\da-f]{13}$/);
    expect(receipt?.id).toBe(String(Number.parseInt(id, 16)));
  });

  it("to …9999015 has ids that differ in case and zeros", async () => {
    const { submit, receipts } = await boundBind();
    const result = await submit(`${prefix}9999015`);
    const [receipt] = await receipts(1);
    const id = result.outcome === "accepted" ? result.carrierMessageId : "";
    expect(id).toMatch(/^[\dA-F]{13}$/);
    expect(receipt?.id).toBe(id.toLowerCase().padStart(20, "0"));
  });

  it("to …9999014 has its response after those of later messages", async () => {
    const { bind, submit } = await boundBind();
    bind.client.submit("slow", message(`${prefix}9999014`));
    await submit(ordinary);
    expect(bind.results.all.map(({ token }) => token)).toEqual(["0"]);
    expect(await bind.resultOf("slow")).toMatchObject({ outcome: "accepted" });
  });
});

describe("a message that is refused", () => {
  it("to …9999004 is refused every time", async () => {
    const { submit } = await boundBind();
    for (let attempt = 0; attempt < 5; attempt++) {
      expect(await submit(`${prefix}9999004`)).toEqual({ outcome: "rejected", commandStatus: 0x0b });
    }
  });

  it.each([
    ["9999005", 3, 0x58],
    ["9999006", 1, 0x14],
    ["9999017", 1, 0x08],
  ])("to …%s is refused %i times for each text, then delivered", async (suffix, times, status) => {
    const { submit, receipts } = await boundBind();
    for (const text of ["one", "two"]) {
      for (let attempt = 0; attempt < times; attempt++) {
        expect(await submit(prefix + suffix, text)).toEqual({ outcome: "rejected", commandStatus: status });
      }
      expect(await submit(prefix + suffix, text)).toMatchObject({ outcome: "accepted" });
    }
    expect((await receipts(2)).map(({ stat }) => stat)).toEqual(["DELIVRD", "DELIVRD"]);
  });

  it("because it names no destination is refused", async () => {
    const { submit } = await boundBind();
    expect(await submit("")).toEqual({ outcome: "rejected", commandStatus: 0x0b });
  });
});

describe("a message without an answer", () => {
  it("to …9999008 is lost once, then delivered", async () => {
    const { submit, submitImpatiently, receipts, smsc } = await boundBind();
    expect(await submitImpatiently(`${prefix}9999008`)).toMatchObject({ outcome: "unknown" });
    const second = await submit(`${prefix}9999008`);
    const id = second.outcome === "accepted" ? second.carrierMessageId : undefined;
    expect(await receipts(1)).toEqual([{ id, stat: "DELIVRD" }]);
    expect(smsc.stats()).toMatchObject({ submits: 2, accepted: 1, unanswered: 1 });
  });

  it("to …9999016 takes the connection with it once, then is delivered", async () => {
    const { submit, receipts, bind } = await boundBind();
    expect(await submit(`${prefix}9999016`)).toMatchObject({ outcome: "unknown" });
    await bind.states.take(5);
    expect(bind.states.all.map(({ state }) => state)).toEqual(["connecting", "bound", "down", "connecting", "bound"]);
    expect(await submit(`${prefix}9999016`)).toMatchObject({ outcome: "accepted" });
    expect((await receipts(1)).map(({ stat }) => stat)).toEqual(["DELIVRD"]);
  });

  it("to …9999019 is delivered all the same once, under an id nobody was told", async () => {
    const { submitImpatiently, receipts, smsc } = await boundBind();
    expect(await submitImpatiently(`${prefix}9999019`)).toMatchObject({ outcome: "unknown" });
    expect(await receipts(1)).toEqual([{ id: smsc.submits(0, 1)[0]?.carrierMessageId, stat: "DELIVRD" }]);
  });
});
