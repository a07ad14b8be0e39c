import type { Connection } from "./connection.ts";
import type { Fault, LastingFault } from "./faults.ts";
import { Faults } from "./faults.ts";
import { malformedPdus, oversizedHeader } from "./garbage.ts";
import type { Schedule } from "./schedule.ts";

/** Makes the sessions of the SMSC go wrong on demand. */
export class FaultInjector {
  /** Those in force, for who answers submits and binds. */
  readonly faults: Faults;
  readonly #connections: ReadonlySet<Connection>;
  readonly #schedule: Schedule;

  constructor(connections: ReadonlySet<Connection>, schedule: Schedule, monotonicMs: () => number) {
    this.faults = new Faults(monotonicMs);
    this.#connections = connections;
    this.#schedule = schedule;
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
        return this.#unbindAll();
      case "malformed_pdu":
        return this.#writeAll(malformedPdus());
      case "oversized_length":
        return this.#writeAll(oversizedHeader());
    }
  }

  /** To be called with every new connection. */
  onConnection({ socket }: Connection): void {
    if (this.faults.is("half_open")) {
      socket.pause();
    }
  }

  /** Drops every connection, with what was not written yet. */
  dropAll(): void {
    for (const { session } of this.#connections) {
      session.destroy();
    }
  }

  #begin(fault: LastingFault): void {
    this.faults.begin(fault);
    if (fault.mode === "ghost") {
      this.dropAll();
    }
    if (fault.mode === "half_open") {
      for (const { socket } of this.#connections) {
        socket.pause();
      }
      this.#schedule.after(fault.seconds * 1_000, () => this.#resume());
    }
  }

  /** Reads again, unless the connections have been made half-open once more. */
  #resume(): void {
    if (this.faults.is("half_open")) {
      return;
    }
    for (const { socket } of this.#connections) {
      socket.resume();
    }
  }

  #unbindAll(): void {
    for (const { session } of this.#connections) {
      session.request({ command: "unbind" }, () => session.close());
    }
  }

  #writeAll(garbage: Buffer): void {
    for (const { session, socket, bound } of this.#connections) {
      if (bound !== undefined && session.isOpen) {
        session.flush();
        socket.write(garbage);
      }
    }
  }
}
