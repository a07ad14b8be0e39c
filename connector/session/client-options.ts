import type { BindClientState, BindLog, LateResult, SubmitResult } from "../bind.ts";
import type { OpenSocket } from "./open-socket.ts";
import type { PduTap, RequestLabel } from "./pdu-tap.ts";

/** What a client of a carrier needs and tells, whatever it speaks. */
export interface SessionClientOptions<Config, Token, Deliver> {
  config: Config;
  /** Epoch milliseconds, for `sinceMs`. */
  now: () => number;
  /** A number in [0, 1), for the jitter of reconnects. */
  random: () => number;
  log: BindLog;
  onState: (status: BindClientState) => void;
  /** Once for each `submit`, after it returned. */
  onResult: (token: Token, result: SubmitResult) => void;
  /** The response to a submit whose result was unknown came all the same, on the same session. At most once for each. */
  onLateResult?: (token: Token, result: LateResult) => void;
  /** A receipt or an MO. `respond` answers it with a command_status, at once or later. */
  onDeliver: (deliver: Deliver, respond: (commandStatus: number) => void) => void;
  /** `freeSlots` is above 0 and may have grown: it was bound, results came, the pace allows more, the socket drained. */
  onReady?: () => void;
  /** Milliseconds of a clock that never jumps. */
  monotonicMs?: () => number;
  openSocket?: OpenSocket;
  /** Told of each PDU of every session. */
  tap?: PduTap | undefined;
  /** What the submit of a token is known by to `tap`; the number it goes out with is written into it. */
  labelOf?: (token: Token) => RequestLabel | undefined;
}
