import { once } from "node:events";
import { outcomes } from "../../connector/simulator/outcomes.ts";
import type { SmscSimulator } from "../../connector/simulator/smsc.ts";
import { commandStatus, esmClass, tlvTag } from "../../connector/smpp/constants.ts";
import type { SubmitSmFields } from "../../connector/smpp/pdu.ts";
import {
  answerTo,
  bindConfig,
  bindRequest,
  connectSocket,
  message,
  openBound,
  openSession,
  startBind,
} from "../connector/smpp/harness.ts";

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
  await exchangeOutcomes(smsc, port);

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

/** A wrong password, and a command that the SMSC does not have. */
async function refusedAtTheDoor(port: number): Promise<void> {
  const stranger = openSession(await connectSocket(port));
  const bind = bindRequest("transceiver");
  await answerTo(stranger.session, "password" in bind ? { ...bind, password: "wrong" } : bind);
  stranger.session.close();

  const socket = await connectSocket(port);
  const answered = once(socket, "data");
  socket.write(cancelSm(1));
  await answered;
  const closed = once(socket, "close");
  socket.end();
  await closed;
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

/** Each outcome of the simulator as often as it takes to see all of it, MO of each shape, and a bind that is dropped. */
async function exchangeOutcomes(smsc: SmscSimulator, port: number): Promise<void> {
  const bind = startBind(bindConfig(port, { enquireLinkIntervalMs: 100 }), "by_hand");
  await bind.bound();
  void answerDelivers(bind.delivers);
  for (const text of ["STOP", wide.text, "a long answer ".repeat(30)]) {
    await smsc.injectMo({ from: ordinary, to: shortCode, text });
  }
  for (const [token, fields] of Object.entries(shapes)) {
    bind.client.submit(token, fields);
    await bind.resultOf(token);
  }

  const silent = new Set(["ignore", "withhold", "disconnect"]);
  const unanswered = outcomes.filter(({ first }) => first !== undefined && silent.has(first.reaction.kind));
  const answered = outcomes.filter((outcome) => !unanswered.includes(outcome));
  const submit = (token: string, suffix: string): void => bind.client.submit(token, message(`57300${suffix}`));
  for (const { name, suffix, first } of answered) {
    const times = first === undefined || first.times === Number.POSITIVE_INFINITY ? 0 : first.times;
    for (let attempt = 0; attempt <= times; attempt++) {
      submit(`${name} ${attempt}`, suffix);
    }
    await bind.resultOf(`${name} ${times}`);
  }
  // What drops the connection comes last, and ends the others unanswered.
  const dropsLast = unanswered.toSorted(
    (one, other) =>
      Number(one.first?.reaction.kind === "disconnect") - Number(other.first?.reaction.kind === "disconnect"),
  );
  await bind.delivers.take(smsc.stats().delivers);
  for (const { name, suffix } of dropsLast) {
    submit(name, suffix);
  }
  await bind.states.find(({ state }) => state === "down");
  await bind.ready.find(() => bind.states.all.at(-1)?.state === "bound");
  for (const { name, suffix } of unanswered) {
    submit(`${name} again`, suffix);
    await bind.resultOf(`${name} again`);
  }
  await bind.delivers.take(smsc.stats().delivers);
  await bind.client.stop({ drainMs: 1_000 });
}

/** Refuses the first for now, and takes all others. */
async function answerDelivers(delivers: ReturnType<typeof startBind>["delivers"]): Promise<void> {
  for (let count = 1; ; count++) {
    const delivered = (await delivers.take(count))[count - 1];
    delivered?.respond(count === 1 ? commandStatus.ESME_RX_T_APPN : commandStatus.ESME_ROK);
  }
}
