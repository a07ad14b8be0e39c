import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { answerRequests } from "../script-process.ts";
import type { Delivery } from "./deliveries.ts";
import { InboundSender } from "./inbound-sender.ts";
import type { SmscCounts, SmscRequest, SmscTimes } from "./protocol.ts";
import { SmscSession } from "./session.ts";
import { newSmscState, resetSmscState } from "./state.ts";

/**
 * An SMSC that does no more than a client needs to go on, so that it is never what is measured: accepts everything, answers what came in one
 * read with one write, sends receipts a fixed time later, and notes when each text came and each receipt left.
 */
const state = newSmscState();
const sessions = new Set<SmscSession>();
/** For whoever binds next. */
let homeless: Delivery[] = [];
let inbound: InboundSender | undefined;

const server = createServer({ noDelay: true }, (socket) => {
  const session = new SmscSession(socket, state, {
    onBound: () => rehouse([]),
    onAnswered: () => inbound?.answered(),
    onRefused: (delivery) => rehouse([delivery]),
  });
  sessions.add(session);
  socket.on("error", () => socket.destroy());
  socket.on("close", () => {
    sessions.delete(session);
    rehouse(session.deliveries.takeAll());
  });
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
answerRequests((server.address() as AddressInfo).port, (request) => answer(request as SmscRequest));

function answer(request: SmscRequest): SmscCounts | SmscTimes | undefined {
  switch (request.do) {
    case "reset":
      inbound?.stop();
      inbound = undefined;
      homeless = [];
      resetSmscState(state, request.receiptDelayMs);
      return undefined;
    case "count":
      return counts();
    case "times":
      return {
        submittedAtMs: state.submits.times(request.count),
        receiptAtMs: state.receipts.times(request.count),
        inboundAtMs: state.inbound.times(request.count),
      };
    case "inbound":
      inbound?.stop();
      inbound = new InboundSender(request, [...sessions], state);
      inbound.start();
      return undefined;
  }
}

/** What a session that has ended left goes out over another one. */
function rehouse(deliveries: Delivery[]): void {
  homeless.push(...deliveries);
  if (homeless.length === 0) return;
  const home = [...sessions].find(({ isBound }) => isBound);
  if (home === undefined) return;
  for (const delivery of homeless) home.deliveries.add(delivery);
  homeless = [];
}

function counts(): SmscCounts {
  return {
    sessions: sessions.size,
    submits: state.submits.total,
    texts: state.submits.distinct,
    lastTextAtMs: state.submits.lastAtMs,
    receipts: state.receipts.distinct,
    inbound: state.inbound.distinct,
    inboundFromMs: inbound?.startedAtMs ?? 0,
    unanswered: [...sessions].reduce((sum, { deliveries }) => sum + deliveries.unanswered, homeless.length),
  };
}
