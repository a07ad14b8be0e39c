import type { CallbackKind } from "../../src/carriers/callback-address.ts";
import { constantTimeEqual } from "../../src/accounts/api-key.ts";
import type { CallbackAnswer } from "../../src/carriers/take-callback.ts";
import { type Result, fail, failField, ok } from "../../src/errors.ts";
import type { OperatorCall } from "../../src/http-operators/callback-fields.ts";
import type { CallbackRead } from "../../src/http-operators/callback-read.ts";
import { isInNetworks } from "../../src/http-operators/networks.ts";
import type { HttpOperatorConfig } from "../../src/http-operators/operator-config.ts";
import type { OperatorSecrets } from "../../src/http-operators/operator-secrets.ts";
import { type OperatorInbound, readInbound } from "../../src/http-operators/read-inbound.ts";
import { readReceipts } from "../../src/http-operators/read-receipts.ts";
import type { ReceiptReport } from "../../src/link/frames.ts";
import { logWarning } from "../../src/log.ts";

/** An operator's call on one of its signed addresses. It crosses RPC, so it is plain data. */
export interface OperatorCallback extends OperatorCall {
  kind: CallbackKind;
  /** The version its address was signed for. */
  version: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  /** As the platform says; null where it does not say. */
  sourceAddress: string | null;
}

export interface CallbackDeskOptions {
  carrierId(): string;
  config(): HttpOperatorConfig | null;
  secrets(): Promise<OperatorSecrets>;
  now: () => number;
  /** Stores receipts and texts, all of them or nothing. */
  onReceipts(receipts: readonly ReceiptReport[]): void;
  onInbound(inbound: readonly OperatorInbound[]): void;
}

/** Takes what operators call with: nothing is answered before it is stored. */
export class CallbackDesk {
  readonly #options: CallbackDeskOptions;

  constructor(options: CallbackDeskOptions) {
    this.#options = options;
  }

  /** Errors: not_found, invalid_request. */
  async take(call: OperatorCallback): Promise<Result<CallbackAnswer>> {
    const config = this.#options.config();
    const callback = config?.callbacks[call.kind] ?? null;
    if (config === null || callback === null || config.callbacks.version !== call.version) return fail("not_found");
    if (!(await this.#isFromOperator(config, call))) {
      this.#refuse(call.kind, "not from the operator");
      return fail("not_found");
    }
    const problem = this.#read(config, call);
    if (problem !== null) {
      this.#refuse(call.kind, `${problem.path}: ${problem.reason}`);
      return problem.path === ""
        ? fail("invalid_request", { message: problem.reason })
        : failField(problem.path, "invalid_request", problem.reason);
    }
    return ok(callback.answer);
  }

  /** Reads and stores; or says what cannot be read. */
  #read({ callbacks }: HttpOperatorConfig, call: OperatorCallback): { path: string; reason: string } | null {
    const nowMs = this.#options.now();
    if (call.kind === "receipts") {
      if (callbacks.receipts === null) return null;
      return stored(readReceipts(callbacks.receipts, call, nowMs), (reports) => this.#options.onReceipts(reports));
    }
    if (callbacks.inbound === null) return null;
    return stored(readInbound(callbacks.inbound, call, nowMs), (reports) => this.#options.onInbound(reports));
  }

  async #isFromOperator({ callbacks }: HttpOperatorConfig, call: OperatorCallback): Promise<boolean> {
    if (callbacks.networks.length > 0 && !isInNetworks(call.sourceAddress, callbacks.networks)) return false;
    if (callbacks.sharedSecret === null) return true;
    const { callback } = await this.#options.secrets();
    const shown = call.headers[callbacks.sharedSecret.header.toLowerCase()] ?? "";
    return callback !== undefined && constantTimeEqual(shown, callback);
  }

  #refuse(kind: CallbackKind, reason: string): void {
    logWarning("http_operator.callback_refused", { carrierId: this.#options.carrierId(), kind, reason });
  }
}

function stored<Report>(
  read: CallbackRead<Report>,
  store: (reports: Report[]) => void,
): { path: string; reason: string } | null {
  if (!read.ok) return read;
  store(read.reports);
  return null;
}
