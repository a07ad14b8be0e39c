import { describe, expect, it, onTestFinished } from "vitest";
import { listenControl } from "../../connector/simulator/control.ts";
import { startSmsc } from "../connector/smpp/harness.ts";
import { Kannel } from "../support/kannel.ts";

const shortCode = "12345";
const handset = "573001234567";
const long = "Su pedido va en camino. ".repeat(15).trim();

/** esm_class of a body that starts with a user data header. */
const headed = 0x40;

interface SubmitPage {
  submits: { text: string; outcome: string; esmClass: number; bodyHex: string }[];
}

/** The text of the parts, put in the order that the last octet of their headers gives them. */
function joined(parts: SubmitPage["submits"]): string {
  const place = ({ bodyHex }: { bodyHex: string }): number => Number.parseInt(bodyHex.slice(10, 12), 16);
  return parts
    .toSorted((one, other) => place(one) - place(other))
    .map(({ text }) => text)
    .join("");
}

/** Kannel bound to a simulated SMSC over SMPP, and that SMSC's control. */
async function overSmpp(context: Parameters<typeof Kannel.start>[0]) {
  const { smsc, port } = await startSmsc({ systemId: "kannel", password: "secret" });
  const kannel = await Kannel.start(context, [
    "smsc = smpp",
    `port = ${port}`,
    "smsc-username = kannel",
    "smsc-password = secret",
    'system-type = ""',
    "transceiver-mode = true",
    "enquire-link-interval = 1",
  ]);
  const control = await listenControl(smsc, 0);
  onTestFinished(() => {
    control.server.closeAllConnections();
    control.server.close();
  });
  return { smsc, kannel, control: `http://127.0.0.1:${control.port}` };
}

describe.each([{ protocol: "SMPP", connect: overSmpp }])("Debian's Kannel over $protocol", ({ connect }) => {
  it("sends texts, gets their receipts, and hands on what comes in", async (context) => {
    const { smsc, kannel, control } = await connect(context);
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
    expect(await receipts("throttled", 2)).toEqual(delivered);
    expect(await receipts("undeliverable", 2)).toEqual(["failed", "taken by the SMSC"]);
    expect(await receipts("refused", 1)).toEqual(["refused by the SMSC"]);
    expect(await receipts("long", 2)).toEqual(delivered);

    const page = (await (await fetch(`${control}/submits`)).json()) as SubmitPage;
    const ordinary = page.submits.filter(({ outcome }) => outcome === "delivered");
    expect(ordinary.map(({ text }) => text)).toEqual(expect.arrayContaining(["Hola {1}", "Mañana ✅"]));
    expect(joined(ordinary.filter(({ esmClass }) => esmClass === headed))).toBe(long);

    const texts = ["ALTA", "Mañana ✅", long];
    for (const text of texts) {
      const body = JSON.stringify({ from: `+${handset}`, to: shortCode, text });
      expect((await fetch(`${control}/mo`, { method: "POST", body })).status).toBe(202);
    }
    await kannel.until(() => kannel.inbound.length === texts.length);
    expect(kannel.inbound.map(({ text }) => text).sort()).toEqual(texts.toSorted());
    expect(new Set(kannel.inbound.map(({ from }) => from))).toEqual(new Set([`+${handset}`]));

    smsc.disconnectAll();
    await send("after", handset, "De nuevo");
    expect(await receipts("after", 2)).toEqual(delivered);
  });
});
