import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { LiveFrame } from "#live";
import { LiveSocket, type LiveState } from "../../src/live/live-socket.ts";

class FakeSocket extends EventTarget {
  readonly sent: string[] = [];
  isClosed = false;

  send(text: string): void {
    this.sent.push(text);
  }

  close(): void {
    this.end(1000);
  }

  end(code: number): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.dispatchEvent(Object.assign(new Event("close"), { code }));
  }

  tell(frame: LiveFrame | "pong"): void {
    const data = frame === "pong" ? frame : JSON.stringify(frame);
    this.dispatchEvent(Object.assign(new Event("message"), { data }));
  }
}

const hello: LiveFrame = { type: "hello", version: 1, accountId: "acc_1", atMs: 0 };
let sockets: FakeSocket[];
let states: LiveState[];
let frames: LiveFrame[];
let ends: string[];
let live: LiveSocket;

beforeEach(() => {
  vi.useFakeTimers();
  [sockets, states, frames, ends] = [[], [], [], []];
  live = new LiveSocket({
    url: "ws://edge/people/v1/live",
    onFrame: (frame) => frames.push(frame),
    onState: (state) => states.push(state),
    onEnd: (reason) => ends.push(reason),
    open() {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket as unknown as WebSocket;
    },
    random: () => 1,
  });
});

afterEach(() => {
  live.close();
  vi.useRealTimers();
});

function newest(): FakeSocket {
  const socket = sockets.at(-1);
  if (socket === undefined) throw new Error("no socket was opened");
  return socket;
}

test("it is online from the first frame on, and hands frames on", () => {
  expect(states).toEqual(["connecting"]);
  newest().tell(hello);
  expect(states).toEqual(["connecting", "online"]);
  expect(frames).toEqual([hello]);
});

test("it comes back by itself, later each time, and at once after it was online", () => {
  for (const delayMs of [500, 1_000, 2_000]) {
    newest().end(1006);
    const before = sockets.length;
    vi.advanceTimersByTime(delayMs - 1);
    expect(sockets).toHaveLength(before);
    vi.advanceTimersByTime(1);
    expect(sockets).toHaveLength(before + 1);
  }
  newest().tell(hello);
  newest().end(1006);
  vi.advanceTimersByTime(500);
  expect(sockets).toHaveLength(5);
});

test("it does not come back where it was sent away", () => {
  newest().end(4401);
  vi.advanceTimersByTime(600_000);
  expect(ends).toEqual(["signed_out"]);
  expect(sockets).toHaveLength(1);
});

test("a connection that died without a word is found out by the ping that nobody answers", () => {
  newest().tell(hello);
  vi.advanceTimersByTime(30_000);
  expect(newest().sent).toEqual(["ping"]);
  newest().tell("pong");
  vi.advanceTimersByTime(30_000);
  expect(newest().isClosed).toBe(false);
  vi.advanceTimersByTime(30_000);
  expect(newest().isClosed).toBe(true);
  expect(states.at(-1)).toBe("offline");
});

test("when the network is back it does not wait any longer", () => {
  newest().end(1006);
  live.hurry();
  expect(sockets).toHaveLength(2);
  live.hurry();
  expect(sockets).toHaveLength(2);
});
