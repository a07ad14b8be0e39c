import type { ReceiptReport } from "../link/frames.ts";
import { receiptStateOfWord } from "../sms/receipt-states.ts";
import { type CallbackItem, type OperatorCall, callbackItems } from "./callback-fields.ts";
import { type CallbackRead, operatorBind, problemOf } from "./callback-read.ts";
import type { ReceiptCallback } from "./callback-config.ts";

/** The receipts that a call brings. One item that cannot be read refuses the call: the operator's next attempt brings all again. */
export function readReceipts(config: ReceiptCallback, call: OperatorCall, nowMs: number): CallbackRead<ReceiptReport> {
  const items = callbackItems(call, config);
  if (!Array.isArray(items)) return { ok: false, ...items };
  const reports: ReceiptReport[] = [];
  for (const item of items) {
    const report = receiptOf(config, item, nowMs);
    if ("reason" in report) return { ok: false, ...report };
    reports.push(report);
  }
  return { ok: true, reports };
}

function receiptOf(
  config: ReceiptCallback,
  item: CallbackItem,
  nowMs: number,
): ReceiptReport | { path: string; reason: string } {
  const id = item.read(config.id)?.trim() ?? "";
  if (id === "" || id.length > 128)
    return problemOf(item, config.id, "This must be a message id of 1 to 128 characters.");
  const word = item.read(config.status)?.trim() ?? "";
  const state = Object.hasOwn(config.statuses, word) ? config.statuses[word] : receiptStateOfWord(word);
  if (state === undefined) return problemOf(item, config.status, "This is no status that the configuration names.");
  const errorCode = config.errorCode === null ? undefined : item.read(config.errorCode)?.trim().slice(0, 32);
  const address = config.address === null ? "" : (item.read(config.address) ?? "");
  return {
    carrierMessageId: id,
    state,
    ...(errorCode !== undefined && errorCode !== "" && { errorCode }),
    address: address.trim().slice(0, 32),
    bindId: operatorBind,
    atMs: nowMs,
  };
}
