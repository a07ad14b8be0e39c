import type { TestContext } from "vitest";
import { describe, expect, it } from "vitest";
import { decodeText } from "../../connector/simulator/alphabet.ts";
import type { SubmitRecord } from "../../connector/simulator/submit-store.ts";
import { startSmsc } from "../connector/smpp/harness.ts";
import { startUcpSmsc } from "../connector/ucp/harness.ts";
import { Kannel } from "../support/kannel.ts";

const shortCode = "12345";
const handset = "573001234567";
const long = "Su pedido va en camino. ".repeat(15).trim();
const login = { systemId: shortCode, password: "secret" };

/** A simulated SMSC of either protocol. */
interface Centre {
  submits: (afterNumber: number, limit: number) => SubmitRecord[];
  injectMo: (inbound: { from: string; to: string; text: string }) => Promise<void>;
  disconnectAll: () => void;
}

interface Scene {
  smsc: Centre;
  kannel: Kannel;
}

async function overSmpp(context: TestContext): Promise<Scene> {
  const { smsc, port } = await startSmsc(login);
  const lines = ["smsc = smpp", 'system-type = ""', "transceiver-mode = true", "enquire-link-interval = 1"];
  return { smsc, kannel: await Kannel.start(context, [...lines, ...linesFor(port)]) };
}

async function overEmi(context: TestContext): Promise<Scene> {
  const { smsc, port } = await startUcpSmsc(login);
  return { smsc, kannel: await Kannel.start(context, ["smsc = emi", "keepalive = 1", ...linesFor(port)]) };
}

function linesFor(port: number): string[] {
  return [`port = ${port}`, `smsc-username = ${login.systemId}`, `smsc-password = ${login.password}`];
}

// Kannel sends again what SMPP calls throttled; EMI's "not allowed" ends a text for it.
describe.each([
  { protocol: "SMPP", bind: overSmpp, throttled: ["delivered", "taken by the SMSC"] },
  { protocol: "EMI", bind: overEmi, throttled: ["refused by the SMSC"] },
])("Debian's Kannel over $protocol", ({ bind, throttled }) => {
  it("sends texts, gets their receipts, hands on what comes in, and comes back", async (context) => {
    const { smsc, kannel } = await bind(context);
    const send = (reference: string, to: string, text: string): Promise<void> =>
      kannel.send({ from: shortCode, to, text }, reference);
    await send("plain", handset, "Hola {1}");
    await send("wide", handset, "Mañana ✅");
    await send("long", handset, long);
    await send("undeliverable", "573009999001", "Hola");
    await send("refused", "573009999004", "Hola");
    await send("throttled", "573009999005", "Hola");

    // Kannel calls back from several threads, so the order is not the one it learned things in.
    const receipts = (reference: string, count: number) =>
      kannel.until(() => {
        const found = kannel.receiptsOf(reference);
        return found.length >= count && found.toSorted();
      });
    const delivered = ["delivered", "taken by the SMSC"];
    expect(await receipts("plain", 2)).toEqual(delivered);
    expect(await receipts("wide", 2)).toEqual(delivered);
    expect(await receipts("undeliverable", 2)).toEqual(["failed", "taken by the SMSC"]);
    expect(await receipts("refused", 1)).toEqual(["refused by the SMSC"]);
    expect(await receipts("long", 2)).toEqual(delivered);
    expect(await receipts("throttled", throttled.length)).toEqual(throttled);

    const ordinary = smsc.submits(0, 100).filter(({ outcome }) => outcome === "delivered");
    expect(ordinary.map(textOf)).toEqual(expect.arrayContaining(["Hola {1}", "Mañana ✅"]));
    expect(joined(ordinary.filter(isHeaded))).toBe(long);

    const texts = ["ALTA", "Mañana ✅"];
    for (const text of texts) {
      await smsc.injectMo({ from: `+${handset}`, to: shortCode, text });
    }
    await kannel.until(() => kannel.inbound.length === texts.length);
    expect(kannel.inbound.map(({ text }) => text).sort()).toEqual(texts.toSorted());
    expect(kannel.inbound.map(({ from }) => from)).toEqual([
      expect.stringContaining(handset),
      expect.stringContaining(handset),
    ]);

    smsc.disconnectAll();
    await send("after", handset, "De nuevo");
    expect(await receipts("after", 2)).toEqual(delivered);
  });
});

/** Bit of esm_class: the body starts with a user data header. */
const headed = 0x40;

function isHeaded({ esmClass }: SubmitRecord): boolean {
  return (esmClass & headed) !== 0;
}

function textOf(submit: SubmitRecord): string | undefined {
  return decodeText(submit.body, submit.dataCoding, isHeaded(submit));
}

/** The text of the parts, put in the order that the last octet of their headers gives them. */
function joined(parts: SubmitRecord[]): string {
  const place = ({ body }: SubmitRecord): number => body[body[0] ?? 0] ?? 0;
  return parts
    .toSorted((one, other) => place(one) - place(other))
    .map(textOf)
    .join("");
}
