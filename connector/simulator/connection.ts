import type { Socket } from "node:net";

/** What the SMSC needs of a session, whatever protocol it speaks. */
export interface PeerSession {
  readonly isOpen: boolean;
  /** Writes what is encoded now. */
  flush: () => void;
  /** Writes what is encoded, then ends the connection. */
  close: () => void;
  /** Drops the connection with what was not written yet. */
  destroy: () => void;
}

/** One client's connection: nobody's until it is bound. */
export interface Connection<Session extends PeerSession = PeerSession> {
  session: Session;
  /** The session's, for what the session cannot say: garbage, and silence. */
  socket: Socket;
  /** The system_id it bound with. */
  boundAs: string | undefined;
}
