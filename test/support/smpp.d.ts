/** As much of npm `smpp` 0.5.1 as the tests and benches use of it; it ships no types. */
declare module "smpp" {
  import type { EventEmitter } from "node:events";
  import type { Server as NetServer, Socket } from "node:net";

  class PDU {
    constructor(command: string | Buffer, fields?: Record<string, unknown>);
    command: string;
    command_status: number;
    sequence_number: number;
    response(fields?: Record<string, unknown>): PDU;
    toBuffer(): Buffer;
    [field: string]: unknown;
  }

  interface Session extends EventEmitter {
    socket: Socket;
    send(pdu: PDU, onResponse?: (pdu: PDU) => void): boolean;
    bind_transceiver(fields: Record<string, unknown>, onResponse?: (pdu: PDU) => void): boolean;
    submit_sm(fields: Record<string, unknown>, onResponse?: (pdu: PDU) => void): boolean;
    deliver_sm(fields: Record<string, unknown>, onResponse?: (pdu: PDU) => void): boolean;
    query_sm(fields: Record<string, unknown>, onResponse?: (pdu: PDU) => void): boolean;
    enquire_link(onResponse?: (pdu: PDU) => void): boolean;
    unbind(onResponse?: (pdu: PDU) => void): boolean;
    close(onClosed?: () => void): void;
    destroy(onClosed?: () => void): void;
  }

  interface Server extends NetServer {
    sessions: Session[];
  }

  const smpp: {
    PDU: typeof PDU;
    connect(options: { host: string; port: number }): Session;
    createServer(onSession: (session: Session) => void): Server;
  };
  export default smpp;
  export type { PDU, Server, Session };
}
