import { expect, test } from "vitest";
import { DeliveryAnswers } from "../../../connector/delivery-answers.ts";

const tryLater = 0x64;

function start() {
  const clock = { ms: 0 };
  const answers = new DeliveryAnswers({ monotonicMs: () => clock.ms, answerWithinMs: 100, rememberMs: 1_000 });
  const given: string[] = [];
  const respond = (name: string) => (status: number) => given.push(`${name} ${status}`);
  return { clock, answers, given, respond };
}

test("two alike that were given up are recognised twice and not a third time", () => {
  const { clock, answers, given, respond } = start();
  const first = answers.open("bind", "YES", respond("first"));
  const second = answers.open("bind", "YES", respond("second"));
  clock.ms = 100;
  expect(answers.sweep()).toBe(2);
  expect(given).toEqual([`first ${tryLater}`, `second ${tryLater}`]);
  answers.stored(first);
  expect(answers.rejoin("bind", "YES", respond("third"))).toBe(true);
  expect(answers.rejoin("bind", "YES", respond("fourth"))).toBe(true);
  expect(answers.rejoin("bind", "YES", respond("fifth"))).toBe(false);
  answers.stored(second);
  expect(given.slice(2)).toEqual(["third 0", "fourth 0"]);
});

test("one that waits is no redelivery of itself", () => {
  const { answers, respond } = start();
  answers.open("bind", "YES", respond("first"));
  expect(answers.rejoin("bind", "YES", respond("second"))).toBe(false);
});

test("a redelivery may be given up too", () => {
  const { clock, answers, given, respond } = start();
  const delivery = answers.open("bind", "YES", respond("first"));
  clock.ms = 100;
  answers.sweep();
  expect(answers.rejoin("other-bind", "YES", respond("second"))).toBe(true);
  answers.sessionLost("bind");
  expect(answers.waitingCount).toBe(1);
  clock.ms = 200;
  expect(answers.sweep()).toBe(1);
  expect(answers.rejoin("bind", "YES", respond("third"))).toBe(true);
  answers.stored(delivery);
  expect(given).toEqual([`first ${tryLater}`, `second ${tryLater}`, "third 0"]);
});

test("what does not come again is forgotten", () => {
  const { clock, answers, respond } = start();
  answers.open("bind", "YES", respond("first"));
  answers.sessionLost("bind");
  clock.ms = 999;
  answers.sweep();
  answers.open("bind", "NO", respond("second"));
  answers.sessionLost("bind");
  clock.ms = 1_000;
  answers.sweep();
  expect(answers.rejoin("bind", "YES", respond("third"))).toBe(false);
  expect(answers.rejoin("bind", "NO", respond("fourth"))).toBe(true);
});
