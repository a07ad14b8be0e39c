import { type BindStatus, type DownFrame, pingText, pongText } from "../../src/link/frames.ts";

/** What the object remembers of a link while it sleeps; kept in the socket's attachment. */
export interface LinkState {
  connectorId: string;
  /** The journal's number; 0 until hello. */
  journal: number;
  /** Whether the connector has replayed its reports, so that new texts may be given to it. */
  resumed: boolean;
  binds: BindStatus[];
  /** What its hello says it can do; an older socket may not say. */
  capabilities?: readonly string[];
  /** When the socket came, epoch ms; an older socket may not say. */
  sinceMs?: number;
}

/** The connectors' sockets. */
export class Links {
  readonly #ctx: DurableObjectState;

  constructor(ctx: DurableObjectState) {
    this.#ctx = ctx;
    // The platform answers these without waking the object, and remembers when it did.
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(pingText, pongText));
  }

  /** Takes the server's end of a new socket. */
  accept(socket: WebSocket, sinceMs: number): void {
    this.#ctx.acceptWebSocket(socket);
    this.save(socket, { connectorId: "", journal: 0, resumed: false, binds: [], sinceMs });
  }

  all(): { socket: WebSocket; state: LinkState }[] {
    return this.#ctx
      .getWebSockets()
      .filter((socket) => socket.readyState === WebSocket.OPEN)
      .map((socket) => ({ socket, state: this.stateOf(socket) }));
  }

  stateOf(socket: WebSocket): LinkState {
    return socket.deserializeAttachment() as LinkState;
  }

  save(socket: WebSocket, state: LinkState): void {
    socket.serializeAttachment(state);
  }

  /**
   * Closes links that were in the middle of their replay. For an object that starts anew: which of their reports the one
   * before it failed to store nobody knows, so they begin again.
   */
  closeUnfinished(): void {
    for (const { socket, state } of this.all()) {
      if (state.journal !== 0 && !state.resumed) socket.close(4003, "replay again");
    }
  }

  /** When a connector last pinged, epoch ms; null where it has not yet. */
  heardAtMs(socket: WebSocket): number | null {
    return this.#ctx.getWebSocketAutoResponseTimestamp(socket)?.getTime() ?? null;
  }

  /** Forgets and closes a link whose connector has gone silent; what it still says is not listened to. */
  giveUp(socket: WebSocket): void {
    this.save(socket, { ...this.stateOf(socket), journal: 0, resumed: false, binds: [] });
    socket.close(4002, "silent");
  }

  isConnected(journal: number): boolean {
    return this.all().some(({ state }) => state.journal === journal);
  }

  /** Closes older sockets of a connector that has come back on a new one. */
  supersede(connectorId: string, current: WebSocket): void {
    for (const { socket, state } of this.all()) {
      if (socket !== current && state.connectorId === connectorId) socket.close(4000, "superseded");
    }
  }
}

/** Sends a frame; a socket that has just closed is found out by its close event. */
export function sendFrame(socket: WebSocket, frame: DownFrame): void {
  if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame));
}
