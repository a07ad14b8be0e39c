import { once } from "node:events";
import { connect } from "node:net";
import { expect, test } from "vitest";
import { TestStack } from "../support/stack.ts";

const body = JSON.stringify({ to: "+573001234567", from: "12345", text: "x" });

/** Sends one text and hangs up without waiting for the answer. */
async function sendAndHangUp(url: string, key: string): Promise<void> {
  const { port, hostname } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, "connect");
  socket.write(
    `POST /v1/messages HTTP/1.1\r\nhost: ${hostname}\r\nauthorization: Bearer ${key}\r\n` +
      `content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  );
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 10));
  socket.destroy();
}

test("those who share a call with clients that hang up are answered all the same", async () => {
  await TestStack.with({}, async (stack) => {
    const send = async (): Promise<number> => {
      const response = await fetch(`${stack.url}/v1/messages`, {
        method: "POST",
        headers: { authorization: `Bearer ${stack.api.key}`, "content-type": "application/json" },
        body,
      });
      await response.arrayBuffer();
      return response.status;
    };
    const statuses: number[] = [];
    for (let round = 0; round < 20; round++) {
      const senders = Array.from({ length: 20 }, (_, index) =>
        index % 2 === 0 ? sendAndHangUp(stack.url, stack.api.key) : send().then((status) => void statuses.push(status)),
      );
      await Promise.all(senders);
    }
    expect(statuses).toEqual(Array.from({ length: 200 }, () => 202));
  });
});
