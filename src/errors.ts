/**
 * Every error a caller can be told of. `retryable` says whether the same request may succeed later without being changed.
 * docs/error-codes.md is generated from this table; src/http/error-status.ts gives each its HTTP status.
 */
export const errorTable = {
  invalid_request: { retryable: false, message: "The request has fields that are missing or wrong." },
  malformed_json: { retryable: false, message: "The body is not valid JSON." },
  unsupported_media_type: { retryable: false, message: "The body must be sent as application/json." },
  body_too_large: { retryable: false, message: "The body is larger than 256 KB." },
  body_timeout: { retryable: true, message: "The body did not come in time." },
  invalid_recipient: { retryable: false, message: "The recipient is not a phone number in international form." },
  invalid_sender: {
    retryable: false,
    message: "The sender is neither a phone number, a short code nor 1 to 11 letters.",
  },
  sender_not_allowed: { retryable: false, message: "The sender is not registered for this account." },
  destination_not_allowed: { retryable: false, message: "The account may not send to this destination." },
  recipient_suppressed: { retryable: false, message: "The recipient has opted out of the account's texts." },
  empty_text: { retryable: false, message: "The text is empty." },
  unencodable_text: { retryable: false, message: "The text has characters that the chosen encoding cannot carry." },
  too_many_segments: {
    retryable: false,
    message: "The text needs more segments than the account may send in one message.",
  },
  no_permitted_time: {
    retryable: false,
    message: "The quiet hours leave no moment at which the message may be sent.",
  },
  invalid_validity: {
    retryable: false,
    message: "The validity ends before the message may be sent, or more than 48 hours after.",
  },
  invalid_cursor: { retryable: false, message: "The cursor is not one that this list gave out." },
  invalid_routes: { retryable: false, message: "The routes contradict themselves or name what there is not." },
  unauthenticated: { retryable: false, message: "The API key is missing, wrong, expired or revoked." },
  missing_scope: { retryable: false, message: "The API key does not carry the scope this needs." },
  network_not_allowed: { retryable: false, message: "The API key may not be used from this network." },
  invalid_credentials: { retryable: false, message: "The e-mail, the password or the code is wrong." },
  sign_in_locked: { retryable: true, message: "There were too many tries to sign in; wait before the next." },
  cross_site_request: { retryable: false, message: "The request came from another site." },
  not_a_member: { retryable: false, message: "The person is not in the account that the request names." },
  role_not_permitted: { retryable: false, message: "The person's role does not allow this." },
  invitation_closed: { retryable: false, message: "The link was used, revoked, or is too old." },
  already_member: { retryable: false, message: "The person of this e-mail is in the account already." },
  last_owner: { retryable: false, message: "The account would be left without an owner." },
  last_operator: { retryable: false, message: "Nobody would be left who operates the system." },
  second_factor_state: { retryable: false, message: "The second factor is on already, or is not on." },
  account_suspended: { retryable: false, message: "The account is suspended and sends nothing." },
  not_found: { retryable: false, message: "There is no such resource." },
  method_not_allowed: { retryable: false, message: "The resource does not take this method." },
  idempotency_key_reused: {
    retryable: false,
    message: "The Idempotency-Key was used with a different request in the last 24 hours.",
  },
  carrier_in_use: { retryable: false, message: "The carrier is still needed and cannot be deleted." },
  no_price: { retryable: false, message: "The account's price list has no price for this destination." },
  insufficient_balance: { retryable: false, message: "The account's balance does not cover the price." },
  not_charged: { retryable: false, message: "The account has no price list and is not charged." },
  currency_conflict: {
    retryable: false,
    message: "The price list is in another currency than the account's ledger.",
  },
  limit_reached: { retryable: false, message: "The account has as many of these as it may have." },
  version_conflict: { retryable: false, message: "The configuration has changed since it was read." },
  not_cancelable: { retryable: false, message: "The message has left already, or never waited for its time." },
  not_replayable: { retryable: false, message: "The dead letter cannot be read, and no queue takes it." },
  not_changeable: { retryable: false, message: "The message has left already, or never waited for its time." },
  rate_limited: { retryable: true, message: "The account sends faster than its limit." },
  backlog_full: { retryable: true, message: "The account has as many messages waiting as it may have." },
  cap_reached: { retryable: true, message: "The account has sent as much as it may in this day or month." },
  schedule_full: { retryable: true, message: "The account has as many messages scheduled as it may have." },
  invalid_url: { retryable: false, message: "The URL is not one that webhooks may be sent to." },
  cursor_expired: { retryable: false, message: "The events after this cursor are older than what is kept." },
  endpoint_disabled: { retryable: false, message: "The webhook endpoint is not enabled." },
  too_many_streams: { retryable: true, message: "The account has as many event streams open as it may have." },
  unavailable: { retryable: true, message: "The service cannot take the request right now." },
  internal_error: { retryable: true, message: "Something unexpected happened." },
} as const satisfies Record<string, { retryable: boolean; message: string }>;

export type ErrorCode = keyof typeof errorTable;

/** One field of a request that is wrong: where, and what would be right. `path` is like `messages.3.to`. */
export interface FieldError {
  path: string;
  code: ErrorCode;
  message: string;
}

/** An error as a value. It crosses RPC, so it is plain data. */
export interface ServiceError {
  code: ErrorCode;
  message: string;
  fields?: FieldError[];
  retryAfterSeconds?: number;
}

export type Result<T> = { ok: true; value: T } | { ok: false; error: ServiceError };

export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** `message` is shown to the caller; the table's own is used where it is left out. */
export function fail(
  code: ErrorCode,
  more: Partial<Omit<ServiceError, "code">> = {},
): { ok: false; error: ServiceError } {
  return { ok: false, error: { code, message: errorTable[code].message, ...more } };
}

export function failField(path: string, code: ErrorCode, message: string): { ok: false; error: ServiceError } {
  return fail(code, { message, fields: [{ path, code, message }] });
}
