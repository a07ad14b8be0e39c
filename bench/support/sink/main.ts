import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { Webhook } from "standardwebhooks";
import { Arrivals } from "../arrivals.ts";
import { answerRequests } from "../script-process.ts";
import { eachNumberIn } from "../text-numbers.ts";
import type { SinkCounts, SinkRequest } from "./protocol.ts";
import { RequestReader, type SinkHttpRequest } from "./request-reader.ts";

/**
 * The customer's server: answers 200 at once and notes when each text was told of, in the path as Kannel does or in the body.
 * One request in a thousand has its signature checked, after the answer.
 */
const checkedEvery = 1_000;
const answered = Buffer.from("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n", "latin1");

const texts = new Arrivals();
let webhook: Webhook | undefined;
let requests = 0;
let checked = 0;
let forged = 0;

const server = createServer({ noDelay: true }, (socket) => {
  const reader = new RequestReader();
  socket.on("error", () => socket.destroy());
  socket.on("data", (chunk) => {
    const found = reader.push(chunk);
    if (found.length === 0) return;
    socket.write(found.length === 1 ? answered : Buffer.concat(found.map(() => answered)));
    for (const request of found) take(request);
  });
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
answerRequests((server.address() as AddressInfo).port, (request) => answer(request as SinkRequest));

function take(request: SinkHttpRequest): void {
  const { head, body } = request;
  eachNumberIn(body === "" ? head.slice(0, head.indexOf("\r\n")) : body, (number) => texts.take(number));
  requests += 1;
  if (webhook !== undefined && requests % checkedEvery === 1) check(webhook, request);
}

function check(webhook: Webhook, { head, body }: SinkHttpRequest): void {
  const lines = head.split("\r\n").slice(1);
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 1).trim()]),
  );
  checked += 1;
  try {
    webhook.verify(body, headers);
  } catch {
    forged += 1;
  }
}

function answer(request: SinkRequest): SinkCounts | number[] | undefined {
  switch (request.do) {
    case "reset":
      webhook = request.secret === null ? undefined : new Webhook(request.secret);
      texts.clear();
      requests = checked = forged = 0;
      return undefined;
    case "count":
      return {
        requests,
        events: texts.total,
        texts: texts.distinct,
        lastTextAtMs: texts.lastAtMs,
        checked,
        forged,
      };
    case "times":
      return texts.times(request.count);
  }
}
