import { once } from "node:events";
import type { SmscSimulator } from "../../connector/simulator/smsc.ts";
import { esmClass, tlvTag } from "../../connector/smpp/constants.ts";
import { encodePdu } from "../../connector/smpp/encode.ts";
import type { SubmitSmFields } from "../../connector/smpp/pdu.ts";
import { connectSocket } from "../connector/harness.ts";
import {
  answerTo,
  bindConfig,
  bindRequest,
  message,
  openBound,
  openSession,
  startBind,
} from "../connector/smpp/harness.ts";
import { answerDelivers, exchangeOutcomes } from "./exchange-outcomes.ts";

const ordinary = "573001234567";
const shortCode = "12345";
const wide = { text: "¡Año! ✅", body: Buffer.from("¡Año! ✅", "utf16le").swap16() };

/** Bodies and parameters of every shape that this gateway submits. */
const shapes: Record<string, SubmitSmFields> = {
  wide: { ...message(ordinary), dataCoding: 8, shortMessage: wide.body },
  headed: {
    ...message(ordinary),
    esmClass: esmClass.userDataHeader,
    shortMessage: Buffer.concat([Buffer.from([5, 0, 3, 7, 2, 1]), Buffer.from("part one")]),
  },
  payload: { ...message(ordinary, ""), tlvs: [{ tag: tlvTag.message_payload, value: Buffer.alloc(1_000, "long ") }] },
  referenced: {
    ...message(ordinary),
    tlvs: [
      { tag: tlvTag.sar_msg_ref_num, value: Uint8Array.of(0, 7) },
      { tag: tlvTag.sar_total_segments, value: Uint8Array.of(2) },
      { tag: tlvTag.sar_segment_seqnum, value: Uint8Array.of(1) },
    ],
  },
  full: {
    ...message(ordinary),
    serviceType: "CMT",
    sourceAddrTon: 5,
    sourceAddr: "Heliograph",
    destAddrTon: 1,
    destAddrNpi: 1,
    priorityFlag: 1,
    validityPeriod: "000001000000000R",
    registeredDelivery: 0x11,
  },
};

/** Everything that an ESME and an SMSC have to say to each other, through `port`, behind which `smsc` listens. */
export async function exchangeSmpp(smsc: SmscSimulator, port: number): Promise<void> {
  await refusedAtTheDoor(port);
  const byHand = await openBound(port, "transmitter");
  await exchangeOverBind(smsc, port);

  const submitted = await answerTo(byHand.session, { ...message(ordinary), command: "submit_sm" });
  const messageId = submitted.command === "submit_sm_resp" ? submitted.messageId : "";
  const query = { command: "query_sm", messageId, sourceAddrTon: 0, sourceAddrNpi: 0, sourceAddr: shortCode } as const;
  await answerTo(byHand.session, query);
  await answerTo(byHand.session, { ...query, messageId: "none" });
  await answerTo(byHand.session, { command: "unbind" });
  const receiver = await openBound(port, "receiver");
  await answerTo(receiver.session, { ...message(ordinary), command: "submit_sm" });
  await answerTo(receiver.session, { command: "unbind" });
}

/** A wrong password, and commands that the SMSC does not have or that are its own to say. */
async function refusedAtTheDoor(port: number): Promise<void> {
  const stranger = openSession(await connectSocket(port));
  const bind = bindRequest("transceiver");
  await answerTo(stranger.session, "password" in bind ? { ...bind, password: "wrong" } : bind);
  await answerTo(stranger.session, { ...parties, command: "data_sm", ...noMessage });
  stranger.session.close();

  const socket = await connectSocket(port);
  socket.write(
    bytesOf({ ...parties, command: "alert_notification", esmeAddrTon: 0, esmeAddrNpi: 0, esmeAddr: "", tlvs: [] }),
  );
  const answered = once(socket, "data");
  socket.write(cancelSm(1));
  await answered;
  const refused = once(socket, "data");
  socket.write(bytesOf({ command: "outbind", systemId: "smsc", password: "secret" }));
  await refused;
  const closed = once(socket, "close");
  socket.end();
  await closed;
}

const parties = { sourceAddrTon: 1, sourceAddrNpi: 1, sourceAddr: ordinary };
const noMessage = {
  serviceType: "",
  destAddrTon: 0,
  destAddrNpi: 0,
  destinationAddr: shortCode,
  esmClass: 0,
  registeredDelivery: 0,
  dataCoding: 0,
  tlvs: [{ tag: tlvTag.message_payload, value: Buffer.from("data") }],
};

function bytesOf(pdu: Parameters<typeof encodePdu>[0]): Buffer {
  const result = encodePdu(pdu, 1);
  if (!result.ok) {
    throw new Error(result.reason);
  }
  return result.bytes;
}

/** SMPP 3.4 §4.9.1. */
function cancelSm(sequence: number): Buffer {
  const body = Buffer.from(`\0id\0\0\0${shortCode}\0\0\0${ordinary}\0`, "latin1");
  const pdu = Buffer.alloc(16 + body.length);
  pdu.writeUInt32BE(pdu.length, 0);
  pdu.writeUInt32BE(0x08, 4);
  pdu.writeUInt32BE(sequence, 12);
  body.copy(pdu, 16);
  return pdu;
}

/** Texts of every shape, MO, and the outcomes of the simulator, over one bind. */
async function exchangeOverBind(smsc: SmscSimulator, port: number): Promise<void> {
  const bind = startBind(bindConfig(port, { enquireLinkIntervalMs: 100 }), "by_hand");
  await bind.bound();
  void answerDelivers(bind);
  for (const text of ["STOP", wide.text, "a long answer ".repeat(30)]) {
    await smsc.injectMo({ from: ordinary, to: shortCode, text });
  }
  for (const [token, fields] of Object.entries(shapes)) {
    bind.client.submit(token, fields);
    await bind.resultOf(token);
  }
  const submit = (token: string, destination: string): void => bind.client.submit(token, message(destination));
  await exchangeOutcomes({ ...bind, submit }, () => smsc.stats().delivers);
  await bind.client.stop({ drainMs: 1_000 });
}
