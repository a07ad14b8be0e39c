import { once } from "node:events";
import type { AddressInfo } from "node:net";
import type { PDU } from "smpp";
import smpp from "smpp";

/** The bare loop's server: npm `smpp`, which accepts everything. */
let nextMessageId = 10 ** 15;
const server = smpp.createServer((session) => {
  const accept = (pdu: PDU): void => void session.send(pdu.response());
  session.on("error", () => undefined);
  session.on("bind_transceiver", accept);
  session.on("enquire_link", accept);
  session.on("unbind", accept);
  session.on("submit_sm", (pdu: PDU) => session.send(pdu.response({ message_id: String(nextMessageId++) })));
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
process.send?.((server.address() as AddressInfo).port);
