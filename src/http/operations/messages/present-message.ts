import type { z } from "@hono/zod-openapi";
import { idTimeMs } from "../../../ids.ts";
import type { AcceptedMessage } from "../../../messages/accept-message.ts";
import type { TimelineEntry } from "../../../messages/message.ts";
import type { ListedMessage, MessageRecord } from "../../../messages/message-record.ts";
import { partsOf } from "../../../messages/timeline.ts";
import { isoTime } from "../../respond.ts";
import type {
  acceptedMessageSchema,
  listedMessageSchema,
  messageSchema,
  timelineEntrySchema,
} from "./message-schemas.ts";

/** A message as its 202 has it: made of the request and what a replay gives again, so that it says the same. */
export function presentAccepted({ id, draft, dueAtMs, price }: AcceptedMessage): z.infer<typeof acceptedMessageSchema> {
  return {
    id,
    status: dueAtMs === undefined ? "accepted" : "scheduled",
    to: draft.to,
    from: draft.from,
    segments: draft.segmentCount,
    encoding: draft.encoding,
    lane: draft.lane,
    ...(draft.clientReference === undefined ? {} : { clientReference: draft.clientReference }),
    ...(dueAtMs === undefined ? {} : { sendAt: isoTime(dueAtMs) }),
    ...price,
    createdAt: isoTime(idTimeMs(id)),
  };
}

export function presentListed(message: ListedMessage): z.infer<typeof listedMessageSchema> {
  return {
    id: message.id,
    status: message.status,
    to: message.to,
    from: message.from,
    text: message.text,
    segments: message.segmentCount,
    encoding: message.encoding,
    lane: message.lane,
    ...(message.clientReference === null ? {} : { clientReference: message.clientReference }),
    ...(message.errorCode === null ? {} : { errorCode: message.errorCode }),
    ...(message.sendAtMs === null ? {} : { sendAt: isoTime(message.sendAtMs) }),
    ...message.price,
    createdAt: isoTime(message.createdAtMs),
    updatedAt: isoTime(message.updatedAtMs),
  };
}

export function presentMessage(message: MessageRecord): z.infer<typeof messageSchema> {
  return {
    ...presentListed(message),
    parts: partsOf(message, message.timeline),
    timeline: message.timeline.map(presentEntry),
    ...(message.isArchived === true && { archived: true }),
  };
}

function presentEntry(entry: TimelineEntry): z.infer<typeof timelineEntrySchema> {
  const { type, atMs, carrierId, toCarrierId, bindId, retryAtMs, dueAtMs, ...rest } = entry;
  return {
    type,
    at: isoTime(atMs),
    ...rest,
    ...(carrierId === undefined ? {} : { carrier: carrierId }),
    ...(toCarrierId === undefined ? {} : { toCarrier: toCarrierId }),
    ...(bindId === undefined ? {} : { bind: bindId }),
    ...(retryAtMs === undefined ? {} : { retryAt: isoTime(retryAtMs) }),
    ...(dueAtMs === undefined ? {} : { sendAt: isoTime(dueAtMs) }),
  };
}
