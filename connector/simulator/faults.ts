import { z } from "zod";

/** How long a fault lasts. */
const seconds = z.number().positive().max(3_600).default(10);

/** What can go wrong with the sessions of the SMSC, all of them at once. */
export const faultSchema = z.discriminatedUnion("mode", [
  /** Ends every fault that lasts. */
  z.object({ mode: z.literal("none") }),
  /** Drops every connection, as a network that fails does. */
  z.object({ mode: z.literal("drop") }),
  /** Drops every connection, and refuses binds with ESME_RALYBND as if the old sessions were still there. */
  z.object({ mode: z.literal("ghost"), seconds }),
  /** Unbinds every session. */
  z.object({ mode: z.literal("unbind") }),
  /** Sends every session a PDU of an unknown command, a deliver_sm that ends too early and a response nobody asked for. */
  z.object({ mode: z.literal("malformed_pdu") }),
  /** Sends every session a header whose command_length is 2 GB. */
  z.object({ mode: z.literal("oversized_length") }),
  /** Reads nothing from any connection, new ones included. */
  z.object({ mode: z.literal("half_open"), seconds }),
  /** Answers every submit_sm with ESME_RTHROTTLED. */
  z.object({ mode: z.literal("throttle"), seconds }),
  /** Answers every submit_sm with ESME_RINVBNDSTS. */
  z.object({ mode: z.literal("not_bound"), seconds }),
  /** Neither takes nor answers any submit_sm. */
  z.object({ mode: z.literal("no_response"), seconds }),
  /** Takes submit_sm, and answers each this much later. */
  z.object({ mode: z.literal("slow"), seconds, delayMs: z.number().int().min(1).max(600_000).default(1_000) }),
  /** Takes submit_sm, and answers every other one after the one that came behind it. */
  z.object({ mode: z.literal("out_of_order"), seconds }),
  /** Takes submit_sm, and answers under a number nobody waits for. */
  z.object({ mode: z.literal("wrong_sequence"), seconds }),
  /** Takes submit_sm, and answers with a message_id that is too long to be one. */
  z.object({ mode: z.literal("malformed_response"), seconds }),
  /** Answers submit_sm with congestion_state (SMPP 5.0 §4.8.4.18) on sessions that speak 5.0. */
  z.object({ mode: z.literal("congested"), seconds, state: z.number().int().min(0).max(100).default(95) }),
]);

export type Fault = z.infer<typeof faultSchema>;
export type LastingFault = Extract<Fault, { seconds: number }>;

/** The faults in force, each until its time is over. Several may be at once. */
export class Faults {
  readonly #monotonicMs: () => number;
  readonly #active = new Map<LastingFault["mode"], { fault: LastingFault; untilMs: number }>();

  constructor(monotonicMs: () => number) {
    this.#monotonicMs = monotonicMs;
  }

  begin(fault: LastingFault): void {
    this.#active.set(fault.mode, { fault, untilMs: this.#monotonicMs() + fault.seconds * 1_000 });
  }

  clear(): void {
    this.#active.clear();
  }

  is(mode: LastingFault["mode"]): boolean {
    return this.#find(mode) !== undefined;
  }

  /** Milliseconds by which submit_sm_resp are late; 0 when they are not. */
  get responseDelayMs(): number {
    const fault = this.#find("slow");
    return fault?.mode === "slow" ? fault.delayMs : 0;
  }

  /** congestion_state to answer with; undefined when there is none. */
  get congestionState(): number | undefined {
    const fault = this.#find("congested");
    return fault?.mode === "congested" ? fault.state : undefined;
  }

  #find(mode: LastingFault["mode"]): LastingFault | undefined {
    if (this.#active.size === 0) {
      return undefined;
    }
    const active = this.#active.get(mode);
    if (active !== undefined && active.untilMs <= this.#monotonicMs()) {
      this.#active.delete(mode);
      return undefined;
    }
    return active?.fault;
  }
}
