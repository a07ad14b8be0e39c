import type { Connection } from "./connection.ts";
import type { Fault, LastingFault } from "./faults.ts";
import { Faults } from "./faults.ts";
import type { Schedule } from "./schedule.ts";

export interface FaultInjectorOptions<Peer extends Connection> {
  connections: ReadonlySet<Peer>;
  schedule: Schedule;
  monotonicMs: () => number;
  /** Ends a session the way the protocol has it. */
  unbind: (connection: Peer) => void;
  /** Frames that are sound around content that is not. */
  malformed: () => Buffer;
  /** The beginning of something longer than any frame. */
  oversized: () => Buffer;
}

/** Makes the sessions of the SMSC go wrong on demand. */
export class FaultInjector<Peer extends Connection> {
  /** Those in force, for who answers submits and binds. */
  readonly faults: Faults;
  readonly #options: FaultInjectorOptions<Peer>;

  constructor(options: FaultInjectorOptions<Peer>) {
    this.faults = new Faults(options.monotonicMs);
    this.#options = options;
  }

  inject(fault: Fault): void {
    if ("seconds" in fault) {
      return this.#begin(fault);
    }
    switch (fault.mode) {
      case "none":
        this.faults.clear();
        return this.#resume();
      case "drop":
        return this.dropAll();
      case "unbind":
        return this.#options.connections.forEach(this.#options.unbind);
      case "malformed_pdu":
        return this.#writeAll(this.#options.malformed());
      case "oversized_length":
        return this.#writeAll(this.#options.oversized());
    }
  }

  /** To be called with every new connection. */
  onConnection({ socket }: Peer): void {
    if (this.faults.is("half_open")) {
      socket.pause();
    }
  }

  /** Drops every connection, with what was not written yet. */
  dropAll(): void {
    for (const { session } of this.#options.connections) {
      session.destroy();
    }
  }

  #begin(fault: LastingFault): void {
    this.faults.begin(fault);
    if (fault.mode === "ghost") {
      this.dropAll();
    }
    if (fault.mode === "half_open") {
      for (const { socket } of this.#options.connections) {
        socket.pause();
      }
      this.#options.schedule.after(fault.seconds * 1_000, () => this.#resume());
    }
  }

  /** Reads again, unless the connections have been made half-open once more. */
  #resume(): void {
    if (this.faults.is("half_open")) {
      return;
    }
    for (const { socket } of this.#options.connections) {
      socket.resume();
    }
  }

  #writeAll(garbage: Buffer): void {
    for (const { session, socket, boundAs } of this.#options.connections) {
      if (boundAs !== undefined && session.isOpen) {
        session.flush();
        socket.write(garbage);
      }
    }
  }
}
