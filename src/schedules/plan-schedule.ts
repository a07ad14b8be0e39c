import { type FieldError, type Result, ok } from "../errors.ts";
import { failFields } from "../field-errors.ts";
import type { DraftText } from "../messages/message.ts";
import { type MessageInput, planMessage } from "../messages/plan-message.ts";
import { type MomentProblem, parseMoment } from "./parse-moment.ts";
import { checkCron } from "./recurrence.ts";
import type { ScheduleSettings } from "./schedule.ts";
import { momentMessages, timeZoneMessage } from "./send-timing.ts";
import { isTimeZone } from "./time-zones.ts";

/** A recurring schedule as a customer asks for it; of a change, only what is to be different. */
export interface ScheduleInput {
  name?: string | undefined;
  cron?: string | undefined;
  timeZone?: string | undefined;
  messages?: MessageInput[] | undefined;
  /** RFC 3339, or a local time in `timeZone`; null for none. */
  startsAt?: string | null | undefined;
  endsAt?: string | null | undefined;
  maxRuns?: number | null | undefined;
  enabled?: boolean | undefined;
}

/**
 * Checks what is given of a schedule and plans its messages; fields that are wrong are told all at once. Local times are read
 * in the schedule's zone, which is `knownZone` where the input has none. Errors: invalid_request, those of planMessage.
 */
export function planSchedule(input: ScheduleInput, knownZone: string | undefined): Result<Partial<ScheduleSettings>> {
  const fields: FieldError[] = [];
  const settings: Partial<ScheduleSettings> = {};
  const wrong = (path: string, message: string): void => {
    fields.push({ path, code: "invalid_request", message });
  };

  const { name, cron, timeZone, messages, maxRuns, enabled } = input;
  if (name !== undefined) settings.name = name;
  if (maxRuns !== undefined) settings.maxRuns = maxRuns;
  if (enabled !== undefined) settings.enabled = enabled;
  if (timeZone !== undefined) {
    if (isTimeZone(timeZone)) settings.timeZone = timeZone;
    else wrong("timeZone", timeZoneMessage);
  }
  if (cron !== undefined) {
    const checked = checkCron(cron);
    if (checked.ok) settings.cron = cron;
    else wrong("cron", checked.message);
  }
  const zone = settings.timeZone ?? (timeZone === undefined ? knownZone : undefined);
  const startsAtMs = readMoment(input.startsAt, zone);
  const endsAtMs = readMoment(input.endsAt, zone);
  if (startsAtMs.ok) settings.startsAtMs = startsAtMs.value;
  else if (startsAtMs.reason !== null) wrong("startsAt", momentMessages[startsAtMs.reason]);
  if (endsAtMs.ok) settings.endsAtMs = endsAtMs.value;
  else if (endsAtMs.reason !== null) wrong("endsAt", momentMessages[endsAtMs.reason]);

  if (messages !== undefined) {
    const planned = planMessages(messages);
    fields.push(...planned.fields);
    settings.drafts = planned.drafts;
    settings.messages = messages;
  }
  return fields.length > 0 ? failFields(fields) : ok(settings);
}

type ReadMoment = { ok: true; value: number | null } | { ok: false; reason: MomentProblem | null };

/** `reason` is null where nothing was given. */
function readMoment(text: string | null | undefined, timeZone: string | undefined): ReadMoment {
  if (text === undefined) return { ok: false, reason: null };
  if (text === null) return { ok: true, value: null };
  const moment = parseMoment(text, timeZone);
  return moment.ok ? { ok: true, value: moment.atMs } : moment;
}

function planMessages(messages: readonly MessageInput[]): { drafts: DraftText[]; fields: FieldError[] } {
  const drafts: DraftText[] = [];
  const fields: FieldError[] = [];
  for (const [index, message] of messages.entries()) {
    const planned = planMessage(message);
    if (planned.ok) drafts.push(planned.value);
    else
      for (const field of planned.error.fields ?? [])
        fields.push({ ...field, path: `messages.${index}.${field.path}` });
  }
  return { drafts, fields };
}
