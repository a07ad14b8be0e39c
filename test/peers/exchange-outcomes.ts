import { outcomes } from "../../connector/simulator/outcomes.ts";
import { commandStatus } from "../../connector/smpp/constants.ts";
import type { Recorder } from "../connector/recorder.ts";

type Reading<Item> = Pick<Recorder<Item>, "all" | "find" | "take">;

/** A session of this gateway under test, in either protocol. */
export interface ExchangingBind {
  submit: (token: string, destination: string) => void;
  resultOf: (token: string) => Promise<unknown>;
  states: Reading<{ state: string }>;
  ready: Reading<number>;
  delivers: Reading<{ respond: (status: number) => void }>;
}

const silent = new Set(["ignore", "withhold", "disconnect"]);
const unanswered = outcomes.filter(({ first }) => first !== undefined && silent.has(first.reaction.kind));
const answered = outcomes.filter((outcome) => !unanswered.includes(outcome));
const isDisconnect = (outcome: (typeof outcomes)[number]): boolean => outcome.first?.reaction.kind === "disconnect";

const numberFor = (suffix: string): string => `57300${suffix}`;

/**
 * Each outcome of the simulator, as often as it takes to see all of it.
 * @param deliversSent how many deliveries the simulator has written
 */
export async function exchangeOutcomes(bind: ExchangingBind, deliversSent: () => number): Promise<void> {
  for (const { name, suffix, first } of answered) {
    const times = first === undefined || first.times === Number.POSITIVE_INFINITY ? 0 : first.times;
    for (let attempt = 0; attempt <= times; attempt++) {
      bind.submit(`${name} ${attempt}`, numberFor(suffix));
    }
    await bind.resultOf(`${name} ${times}`);
  }
  // Whatever is on its way when a connection drops would be counted at one end only.
  await bind.delivers.take(deliversSent());
  const dropsLast = unanswered.toSorted((one, other) => Number(isDisconnect(one)) - Number(isDisconnect(other)));
  for (const { name, suffix } of dropsLast) {
    bind.submit(name, numberFor(suffix));
  }
  await bind.states.find(({ state }) => state === "down");
  await bind.ready.find(() => bind.states.all.at(-1)?.state === "bound");
  for (const { name, suffix } of unanswered) {
    bind.submit(`${name} again`, numberFor(suffix));
    await bind.resultOf(`${name} again`);
  }
  await bind.delivers.take(deliversSent());
}

/** Refuses the first delivery for now, and takes all others, for as long as the test lasts. */
export async function answerDelivers({ delivers }: Pick<ExchangingBind, "delivers">): Promise<void> {
  for (let count = 1; ; count++) {
    const delivered = (await delivers.take(count))[count - 1];
    delivered?.respond(count === 1 ? commandStatus.ESME_RX_T_APPN : commandStatus.ESME_ROK);
  }
}
