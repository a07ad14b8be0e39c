import { type LiveFrame, type NumbersFrame, liveCloseCodes, pingText, pongText } from "../../src/live/protocol.ts";
import type { Viewer, ViewerState } from "../../src/live/viewer.ts";

/** Sockets that one object has; each costs memory and a copy of every frame. */
export const socketLimit = 50;
/** One that has not said `ping` for so long is not there any more, whatever the network says: nobody reads what is sent to it. */
const silentForMs = 120_000;

/** What a socket remembers while the object sleeps. */
interface SocketState {
  viewer: Viewer;
  seesMoney: boolean;
  sinceMs: number;
}

/** Those who watch. */
export class LiveSockets {
  readonly #state: DurableObjectState;

  constructor(state: DurableObjectState) {
    this.#state = state;
    state.setWebSocketAutoResponse(new WebSocketRequestResponsePair(pingText, pongText));
  }

  accept(socket: WebSocket, state: SocketState): void {
    this.#state.acceptWebSocket(socket);
    socket.serializeAttachment(state);
  }

  get open(): WebSocket[] {
    return this.#state.getWebSockets().filter(({ readyState }) => readyState === WebSocket.OPEN);
  }

  viewerOf(socket: WebSocket): Viewer {
    return stateOf(socket).viewer;
  }

  send(frames: readonly LiveFrame[]): void {
    const texts = frames.map((frame) => JSON.stringify(frame));
    for (const socket of this.open) for (const text of texts) socket.send(text);
  }

  /** Money is told to those who may see it. */
  sendNumbers(frame: NumbersFrame): void {
    const [text, withoutMoney] = [JSON.stringify(frame), JSON.stringify({ ...frame, money: null })];
    for (const socket of this.open) socket.send(stateOf(socket).seesMoney ? text : withoutMoney);
  }

  /** What somebody may see has been looked at again. */
  setSeesMoney(socket: WebSocket, seesMoney: boolean): void {
    const state = stateOf(socket);
    if (state.seesMoney !== seesMoney) socket.serializeAttachment({ ...state, seesMoney });
  }

  /** Says goodbye to one that may no longer watch. */
  dismiss(socket: WebSocket, reason: Exclude<ViewerState, "allowed">): void {
    const frame: LiveFrame = { type: "bye", reason };
    socket.send(JSON.stringify(frame));
    socket.close(reason === "signed_out" ? liveCloseCodes.signedOut : liveCloseCodes.notAllowed, reason);
  }

  closeSilent(nowMs: number): void {
    for (const socket of this.open) {
      const { sinceMs } = stateOf(socket);
      const heardAtMs = this.#state.getWebSocketAutoResponseTimestamp(socket)?.getTime() ?? sinceMs;
      if (nowMs - heardAtMs > silentForMs) socket.close(1001, "silent");
    }
  }
}

function stateOf(socket: WebSocket): SocketState {
  return socket.deserializeAttachment() as SocketState;
}
