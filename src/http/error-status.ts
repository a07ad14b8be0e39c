import type { ErrorCode } from "../errors.ts";

/** The HTTP status of every error there is. */
export const errorStatus = {
  invalid_request: 400,
  malformed_json: 400,
  unsupported_media_type: 415,
  body_too_large: 413,
  invalid_recipient: 400,
  invalid_sender: 400,
  sender_not_allowed: 400,
  empty_text: 400,
  unencodable_text: 400,
  too_many_segments: 400,
  invalid_cursor: 400,
  invalid_routes: 400,
  unauthenticated: 401,
  missing_scope: 403,
  not_found: 404,
  method_not_allowed: 405,
  idempotency_key_reused: 409,
  version_conflict: 412,
  rate_limited: 429,
  backlog_full: 429,
  unavailable: 503,
  internal_error: 500,
} as const satisfies Record<ErrorCode, number>;
