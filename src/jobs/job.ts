import type { Scope } from "../accounts/scopes.ts";
import type { PresentedKey } from "../accounts/presented-key.ts";
import type { ErrorCode } from "../errors.ts";
import type { MessageStatus } from "../sms/status.ts";

/** Long work of an account, each kind with the scope that it needs besides `jobs:manage`. */
export const jobKindScopes = {
  message_export: "messages:read",
  message_import: "messages:write",
  webhook_replay: "webhooks:manage",
} as const satisfies Record<string, Scope>;
export type JobKind = keyof typeof jobKindScopes;
export const jobKinds = Object.keys(jobKindScopes) as [JobKind, ...JobKind[]];

/** waiting: has not begun. The last three are final. */
export const jobStatuses = ["waiting", "running", "done", "failed", "canceled"] as const;
export type JobStatus = (typeof jobStatuses)[number];

export function hasEnded(status: JobStatus): boolean {
  return status !== "waiting" && status !== "running";
}

/** Which messages an export takes, as the list of messages has it. Addresses are as messages have them. */
export interface ExportFilter {
  status?: MessageStatus | undefined;
  to?: string | undefined;
  from?: string | undefined;
  createdFromMs?: number | undefined;
  createdBeforeMs?: number | undefined;
}

/** What is to be done. It crosses RPC and is stored, so it is plain data. */
export type JobWork =
  | { kind: "message_export"; filter: ExportFilter }
  /** The rows are in R2, in so many parts; they are sent as the key that uploaded them. */
  | { kind: "message_import"; key: PresentedKey; parts: number }
  /** Its account's object does it and says how far it is. */
  | { kind: "webhook_replay"; endpointId: string; fromMs: number; toMs: number };

/** A job as its account may see it. Times are epoch ms. */
export interface Job {
  id: string;
  kind: JobKind;
  status: JobStatus;
  /** Rows, or events of a replay, that have been seen to. */
  done: number;
  /** Null while it is not known. */
  total: number | null;
  /** Of `done`, those that came to nothing. */
  errors: number;
  /** Why it failed; null where it did not. */
  error: { code: ErrorCode; message: string } | null;
  /** What was asked for, in the API's words. */
  request: Readonly<Record<string, string>>;
  createdAtMs: number;
  /** Who started it: the id of a key, or a person's e-mail. */
  createdBy: string;
  updatedAtMs: number;
  endedAtMs: number | null;
  /** What can be downloaded, null while there is nothing, or nothing any more. */
  result: JobResult | null;
}

export interface JobResult {
  /** Files in R2 that make it up. */
  parts: number;
  bytes: number;
  rows: number;
  expiresAtMs: number;
}

/** How long results are kept after the end, and what is known of a job. */
export const resultKeptMs = 7 * 86_400_000;
export const jobKeptMs = 30 * 86_400_000;

/** Jobs of an account that have not ended. */
export const openJobsLimit = 10;
