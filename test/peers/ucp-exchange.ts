import type { OutgoingSegment } from "../../connector/bind.ts";
import type { UcpSmscSimulator } from "../../connector/simulator/ucp/smsc.ts";
import { operation, writeFields } from "../../connector/ucp/fields.ts";
import { openSession, segment, startClient, ucpConfig } from "../connector/ucp/harness.ts";
import { answerDelivers, exchangeOutcomes } from "./exchange-outcomes.ts";

const ordinary = "573001234567";
const shortCode = "12345";
const wide = { text: "¡Año! ✅", body: Buffer.from("¡Año! ✅", "utf16le").swap16() };

/** Bodies of every shape that this gateway submits. */
const shapes: Record<string, OutgoingSegment> = {
  wide: segment(ordinary, "", { dataCoding: 8, data: wide.body }),
  binary: segment(ordinary, "", { dataCoding: 4, data: Uint8Array.of(1, 2, 3) }),
  headed: segment(ordinary, "part one", { userDataHeader: Uint8Array.of(5, 0, 3, 7, 2, 1) }),
};

/** Everything that a client and an SMSC have to say to each other in UCP, through `port`, behind which `smsc` listens. */
export async function exchangeUcp(smsc: UcpSmscSimulator, port: number): Promise<void> {
  const stranger = await openSession(port);
  await stranger.ask(operation.session, writeFields(60, { oadc: shortCode, styp: "1", pwd: "00", vers: "0100" }));
  await stranger.ask(operation.submit, writeFields(51, { adc: ordinary, oadc: shortCode, mt: "3", msg: "41" }));
  stranger.session.close();

  const client = startClient(ucpConfig(port, { keepaliveIntervalMs: 100 }), "by_hand");
  await client.bound();
  void answerDelivers(client);
  await smsc.injectMo({ from: ordinary, to: shortCode, text: "STOP" });
  await smsc.injectMo({ from: ordinary, to: shortCode, text: wide.text });
  await smsc.injectMo({ from: ordinary, to: shortCode, text: "STOP", as: "call" });
  for (const [token, sent] of Object.entries(shapes)) {
    client.client.submit(token, sent);
    await client.resultOf(token);
  }

  const submit = (token: string, destination: string): void => client.client.submit(token, segment(destination));
  await exchangeOutcomes({ ...client, submit }, () => smsc.stats().delivers);
  await client.client.stop({ drainMs: 1_000 });
}
