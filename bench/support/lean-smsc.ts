import { once } from "node:events";
import type { AddressInfo, Socket } from "node:net";
import { createServer } from "node:net";
import { answerOf } from "./lean-answer.ts";

/** An SMSC that does no more than a client needs to go on: it costs as little as one can that runs on Node. */
const server = createServer({ noDelay: true }, (socket: Socket) => {
  let rest: Buffer = Buffer.alloc(0);
  socket.on("error", () => socket.destroy());
  socket.on("data", (chunk) => {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const { answers, readTo } = answerOf(bytes);
    rest = bytes.subarray(readTo);
    if (answers.length > 0) {
      socket.write(answers);
    }
  });
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
process.send?.((server.address() as AddressInfo).port);
