import type { CustomerEvidence, Evidence } from "./evidence.ts";
import type { Ledger } from "./ledger.ts";
import { sinkNames } from "./names.ts";
import type { ReadModel, TortureMessage } from "./read-model.ts";
import { readSmscSubmits } from "./records.ts";
import type { Recurring } from "./recurring.ts";
import type { TortureScene } from "./scene.ts";
import { numberIn } from "./texts.ts";

/** All that is known: by the customers, at the SMSCs, and by the API. */
export async function readEvidence(
  scene: TortureScene,
  readModels: readonly ReadModel[],
  ledger: Ledger,
  recurring: readonly Recurring[],
  mosSent: number,
): Promise<Evidence> {
  const schedules: Evidence["schedules"][number][] = [];
  const messages = new Map<string, TortureMessage>();
  const customers: CustomerEvidence[] = [];
  const received = new Map<number, number>();
  for (const [index, account] of scene.accounts.entries()) {
    const readModel = readModels[index];
    if (readModel === undefined) continue;
    const ids = [...ledger.texts.values()].filter((text) => text.account === account.name).map(({ id }) => id);
    for (const schedule of recurring.filter((each) => each.account === account.name)) {
      const runs = await readModel.runs(schedule.id);
      schedules.push({ schedule, runs });
      for (const { results } of runs) ids.push(...results.flatMap((result) => ("id" in result ? [result.id] : [])));
    }
    for (const [id, message] of await readModel.messages(ids)) messages.set(id, message);
    for (const text of await readModel.inboundTexts()) {
      const number = numberIn(Buffer.from(text, "latin1"));
      if (number !== undefined) received.set(number, (received.get(number) ?? 0) + 1);
    }
    const delivered = Object.fromEntries(sinkNames.map((sink) => [sink, scene.sinks.delivered(account.name, sink)]));
    customers.push({
      account,
      paidMicros: ledger.paidMicros(account.name),
      balance: await readModel.balance(),
      ledger: await readModel.ledger(),
      feed: await readModel.feed(),
      delivered: delivered as CustomerEvidence["delivered"],
    });
  }
  const submits = Object.values(scene.smscs).flatMap(({ dataFile }) => readSmscSubmits(dataFile));
  const mos = { sent: mosSent, received };
  return { texts: ledger.texts, canceled: ledger.canceled, schedules, messages, submits, mos, customers };
}
