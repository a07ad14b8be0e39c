import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { roles, type Role } from "../../local/commands.ts";
import { isFinal, type Message, type NewText } from "../support/api-client.ts";
import { TestStack } from "../support/stack.ts";
import { SeededRandom } from "./seeded-random.ts";

const textCount = 2_000;
const batchSize = 10;
const senders = 8;
const pauseBetweenSendsMs = 300;
/** The simulator's outcome `slow_response`. */
const slowRecipient = "+573009999014";
const killRounds = 2;
const settleMs = 90_000;

const seed = Number(process.env["HELIOGRAPH_SEED"] ?? Date.now() % 1_000_000);

/** Edge, connector and simulator in turn: SIGKILL after a random while, started again after another. */
async function killInTurn(stack: TestStack, random: SeededRandom): Promise<Role[]> {
  const killed: Role[] = [];
  for (let round = 0; round < killRounds; round++) {
    for (const role of ["edge", "connector", "simulator"] as const) {
      await sleep(random.between(300, 2_000));
      await stack.kill(role);
      killed.push(role);
      await sleep(random.between(100, 1_200));
      await stack.start(role);
    }
  }
  return killed;
}

/** All texts, cut into requests: singles and small batches in turn. */
function planRequests(): NewText[][] {
  const requests: NewText[][] = [];
  for (let next = 0; next < textCount;) {
    const size = requests.length % 2 === 0 ? 1 : Math.min(batchSize, textCount - next);
    requests.push(Array.from({ length: size }, (_, index) => textNumber(next + index)));
    next += size;
  }
  return requests;
}

/** Every tenth goes where the SMSC takes two seconds to answer, so that kills meet submits whose outcome is open. */
function textNumber(index: number): NewText {
  const number = String(index).padStart(6, "0");
  const to = index % 10 === 0 ? slowRecipient : `+57300${number}1`;
  return { to, from: "Heliograph", text: `text ${number}` };
}

/** Repeats each request until it has its 202; the ids by text. */
async function sendAll(stack: TestStack): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  const requests = planRequests().toReversed();
  const sender = async (): Promise<void> => {
    for (let texts = requests.pop(); texts; texts = requests.pop()) {
      const [first] = texts;
      const accepted =
        texts.length === 1 && first ? [(await stack.api.send(first)).id] : await stack.api.sendBatch(texts);
      for (const [index, { text }] of texts.entries()) ids.set(text, accepted[index] ?? "");
      await sleep(pauseBetweenSendsMs);
    }
  };
  await Promise.all(Array.from({ length: senders }, sender));
  return ids;
}

/** Every message as it is when all are final, or when the time is over. */
async function settle(stack: TestStack, ids: Iterable<string>): Promise<Map<string, Message>> {
  const deadline = Date.now() + settleMs;
  const messages = new Map<string, Message>();
  const open = [...ids];
  const reader = async (): Promise<void> => {
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      messages.set(id, await stack.api.messageWhen(id, isFinal, deadline - Date.now()));
    }
  };
  await Promise.all(Array.from({ length: 16 }, reader));
  return messages;
}

function countBy<Item>(items: Iterable<Item>, keyOf: (item: Item) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[keyOf(item)] = (counts[keyOf(item)] ?? 0) + 1;
  return counts;
}

function isMarkedResent(message: Message | undefined): boolean {
  const resent = message?.timeline.filter((entry) => entry.type === "resent") ?? [];
  return resent.length > 0 && resent.every((entry) => entry.reason !== undefined && entry.reason !== "");
}

test("no text that got a 202 is lost, whatever is killed", async () => {
  process.stdout.write(`seed: HELIOGRAPH_SEED=${seed}\n`);
  await TestStack.with({ receiptDelayMs: 300 }, async (stack) => {
    const [ids, killed] = await Promise.all([sendAll(stack), killInTurn(stack, new SeededRandom(seed))]);
    const messages = await settle(stack, ids.values());

    const submits = countBy(stack.submits(), (submit) => submit.text);
    const texts = [...ids.keys()];
    const repeated = texts.filter((text) => (submits[text] ?? 0) > 1);
    const marked = texts.filter((text) => isMarkedResent(messages.get(ids.get(text) ?? "")));
    const notFinal = [...messages.values()].filter((message) => !isFinal(message));
    const unseen = texts.filter((text) => submits[text] === undefined);
    const unmarked = repeated.filter((text) => !marked.includes(text));
    const figures = {
      killed: countBy(killed, (role) => role),
      accepted: ids.size,
      requestsRepeated: stack.api.retries,
      statuses: countBy(messages.values(), (message) => message.status),
      seenOnce: texts.length - repeated.length - unseen.length,
      seenTwiceOrMore: repeated.length,
      markedResent: marked.length,
      lost: unseen.length,
    };
    process.stdout.write(`nothing is lost: ${JSON.stringify(figures)}\n`);

    expect(new Set(ids.values()).size).toBe(textCount);
    expect(Object.keys(figures.killed).sort()).toEqual([...roles].sort());
    expect(notFinal).toEqual([]);
    expect(unseen).toEqual([]);
    expect(repeated.length).toBeGreaterThan(0);
    expect(unmarked).toEqual([]);
    expect(Object.keys(submits).filter((text) => !ids.has(text))).toEqual([]);
  });
});
