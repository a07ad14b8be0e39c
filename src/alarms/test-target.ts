import { type Result, fail, ok } from "../errors.ts";
import { createIdFactory } from "../ids.ts";
import { findTargets } from "./alarm-configuration.ts";
import { testNotice } from "./notice.ts";
import { type NoticeAttempt, type NoticeEnv, sendNotice } from "./send-notice.ts";

const ids = createIdFactory(Date.now, (bytes) => crypto.getRandomValues(bytes));

/** Tells a target of an alarm that is none, once, and says what came of it; enabled or not. Errors: not_found. */
export async function testTarget(env: NoticeEnv & Pick<Env, "DB">, id: string): Promise<Result<NoticeAttempt>> {
  const { value: targets } = await findTargets(env);
  const target = targets.find((each) => each.id === id);
  if (target === undefined) return fail("not_found");
  const alarmId = ids.next("alarm");
  return ok(await sendNotice(env, target, `${alarmId}_test_${id}`, testNotice(alarmId, Date.now())));
}
