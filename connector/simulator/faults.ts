import { z } from "zod";

/** How long a fault lasts. */
const seconds = z.number().positive().max(3_600).default(10);

/** What can go wrong whatever the sessions speak. A submit is a submit_sm or an operation 51. */
const faults = [
  /** Ends every fault that lasts. */
  z.object({ mode: z.literal("none") }),
  /** Drops every connection, as a network that fails does. */
  z.object({ mode: z.literal("drop") }),
  /** Drops every connection, and refuses binds (ESME_RALYBND, error 04) as if the old sessions were still there. */
  z.object({ mode: z.literal("ghost"), seconds }),
  /** Unbinds every session; UCP has no word for it, and its connections are closed. */
  z.object({ mode: z.literal("unbind") }),
  /** Sends every session a request of an unknown command, a deliver_sm that lacks its end and a response nobody asked for. */
  z.object({ mode: z.literal("malformed_pdu") }),
  /** Sends every session a header whose command_length is 2 GB, or a UCP frame that does not end. */
  z.object({ mode: z.literal("oversized_length") }),
  /** Reads nothing from any connection, new ones included. */
  z.object({ mode: z.literal("half_open"), seconds }),
  /** Refuses every submit with ESME_RTHROTTLED, or error 04. */
  z.object({ mode: z.literal("throttle"), seconds }),
  /** Refuses every submit with ESME_RINVBNDSTS, or error 07. */
  z.object({ mode: z.literal("not_bound"), seconds }),
  /** Neither takes nor answers any submit. */
  z.object({ mode: z.literal("no_response"), seconds }),
  /** Takes submits, and answers each this much later. */
  z.object({ mode: z.literal("slow"), seconds, delayMs: z.number().int().min(1).max(600_000).default(1_000) }),
  /** Takes submits, and answers every other one after the one that came behind it. */
  z.object({ mode: z.literal("out_of_order"), seconds }),
  /** Takes submits, and answers under a number nobody waits for. */
  z.object({ mode: z.literal("wrong_sequence"), seconds }),
  /** Takes submits, and answers with a message_id too long to be one, or a result that is neither positive nor negative. */
  z.object({ mode: z.literal("malformed_response"), seconds }),
] as const;

/** What can go wrong with the sessions of the SMSC, all of them at once. */
export const faultSchema = z.discriminatedUnion("mode", [
  ...faults,
  /** Answers submit_sm with congestion_state (SMPP 5.0 §4.8.4.18) on sessions that speak 5.0. */
  z.object({ mode: z.literal("congested"), seconds, state: z.number().int().min(0).max(100).default(95) }),
]);

/** The same where EMI/UCP is spoken, which has no congestion_state. */
export const ucpFaultSchema = z.discriminatedUnion("mode", faults);

export type Fault = z.infer<typeof faultSchema>;
export type UcpFault = z.infer<typeof ucpFaultSchema>;
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
