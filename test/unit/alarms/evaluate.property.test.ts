import { array, assert, boolean, constant, constantFrom, integer, oneof, property, record } from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluateAll } from "../../../src/alarms/evaluate-all.ts";
import { type AlarmState, type Moment, evaluate, unknownAfterMinutes } from "../../../src/alarms/evaluate.ts";
import { type RuleSettings, ruleDefinitions, withOverrides } from "../../../src/alarms/rules.ts";
import type { ByRule } from "../../../src/alarms/sample.ts";

const settings: RuleSettings = {
  ...ruleDefinitions.backlog_age.defaults,
  raiseAt: 10,
  clearBelow: 5,
  raiseAfterMinutes: 3,
  clearAfterMinutes: 4,
};

/** Values from fine through between the bounds to beyond; null for minutes of which nobody knows. */
const valueArbitrary = oneof(
  { weight: 4, arbitrary: integer({ min: 0, max: 4 }) },
  { weight: 2, arbitrary: integer({ min: 5, max: 9 }) },
  { weight: 5, arbitrary: integer({ min: 10, max: 20 }) },
  { weight: 1, arbitrary: constant(null) },
);

/** Minutes as a cron trigger brings them: some twice, some not at all. */
const minutesArbitrary = array(
  record({ value: valueArbitrary, step: constantFrom(1, 1, 1, 1, 0, 2, 5), silenced: boolean() }),
  {
    maxLength: 200,
  },
).map((looks) => {
  let minute = 1_000;
  return looks.map(({ value, step, silenced }): Moment => ({ minute: (minute += step), value, silenced }));
});

interface Told {
  minute: number;
  type: "raised" | "cleared";
  alarmId: string;
}

interface Run {
  events: (Told & { reason?: string })[];
  notices: Told[];
  phases: string[];
}

const subject = "carrier/one";

/** Takes a rule through looks as the cron trigger does: what one stores the next goes on from. */
function run(moments: readonly Moment[], rule: RuleSettings = settings): Run {
  let states: ByRule<AlarmState> = {};
  let previousMinute = 0;
  let made = 0;
  const result: Run = { events: [], notices: [], phases: [] };
  for (const { minute, value, silenced } of moments) {
    const outcome = evaluateAll({
      minute,
      previousMinute,
      settings: { ...withOverrides({}), backlog_age: rule },
      observations: { backlog_age: value === null ? {} : { [subject]: { value } } },
      states,
      isSilenced: () => silenced,
      newAlarmId: () => `alarm ${(made += 1)}`,
    });
    for (const { state } of outcome.raised) result.events.push({ minute, type: "raised", alarmId: state.alarmId });
    for (const { state, reason } of outcome.cleared)
      result.events.push({ minute, type: "cleared", alarmId: state.alarmId, reason });
    for (const { type, alarmId } of outcome.notices) result.notices.push({ minute, type, alarmId });
    ({ states } = outcome);
    previousMinute = Math.max(previousMinute, minute);
    result.phases.push(states.backlog_age?.[subject]?.phase ?? "fine");
  }
  return result;
}

/** The looks that count: of a minute that comes twice, the first. */
function lookedAt(moments: readonly Moment[]): Moment[] {
  return moments.filter(({ minute }, index) => moments[index - 1]?.minute !== minute);
}

const loud = (moments: readonly Moment[]): Moment[] => moments.map((moment) => ({ ...moment, silenced: false }));

describe("a rule", () => {
  test("raises only after every look of so many minutes was beyond", () => {
    assert(
      property(minutesArbitrary, (moments) => {
        const looks = lookedAt(moments);
        for (const { minute } of run(looks).events.filter(({ type }) => type === "raised")) {
          const since = looks.filter(
            (look) => look.minute <= minute && look.minute > minute - settings.raiseAfterMinutes,
          );
          expect(since.every(({ value }) => value !== null && value >= settings.raiseAt)).toBe(true);
        }
      }),
    );
  });

  test("clears only after every look of so many minutes was fine, or an hour without a value", () => {
    assert(
      property(minutesArbitrary, (moments) => {
        const looks = lookedAt(moments);
        for (const { minute, reason } of run(looks).events.filter(({ type }) => type === "cleared")) {
          const minutes = reason === "no_data" ? unknownAfterMinutes : settings.clearAfterMinutes;
          const since = looks.filter((look) => look.minute <= minute && look.minute > minute - minutes);
          const isFine = (value: number | null) => value !== null && value < settings.clearBelow;
          expect(since.every(({ value }) => (reason === "no_data" ? value === null : isFine(value)))).toBe(true);
        }
      }),
    );
  });

  test("raises and clears in turn, with at least the minutes of both in between", () => {
    assert(
      property(minutesArbitrary, (moments) => {
        const { events } = run(moments);
        for (const [index, event] of events.entries()) {
          expect(event.type).toBe(index % 2 === 0 ? "raised" : "cleared");
          const before = events[index - 1];
          if (before === undefined) continue;
          const least = event.type === "raised" ? settings.raiseAfterMinutes : settings.clearAfterMinutes;
          expect(event.minute - before.minute).toBeGreaterThanOrEqual(least - 1);
        }
      }),
    );
  });

  test("is not moved by values between its bounds", () => {
    const between = array(integer({ min: settings.clearBelow, max: settings.raiseAt - 1 }), { maxLength: 300 });
    assert(
      property(between, boolean(), (values, isRaised) => {
        const first = isRaised ? [20, 20, 20] : [];
        const moments = [...first, ...values].map((value, index) => ({ minute: index + 1, value, silenced: false }));
        expect(run(moments).events.length).toBe(isRaised ? 1 : 0);
      }),
    );
  });

  test("tells each time it raises and clears exactly once, however often a minute comes", () => {
    assert(
      property(minutesArbitrary, (moments) => {
        const { events, notices } = run(loud(moments));
        expect(notices).toEqual(events.map(({ minute, type, alarmId }) => ({ minute, type, alarmId })));
        const twice = loud(moments).flatMap((moment) => [moment, moment, { ...moment, value: 0 }]);
        expect(run(twice).notices).toEqual(run(lookedAt(loud(moments))).notices);
      }),
    );
  });

  test("is what it would have been without a silence, of which nobody hears", () => {
    assert(
      property(minutesArbitrary, (moments) => {
        const silenced = run(moments);
        const heard = run(loud(moments));
        expect(silenced.events).toEqual(heard.events);
        expect(silenced.phases).toEqual(heard.phases);
        const inSilence = new Set(lookedAt(moments).flatMap((look) => (look.silenced ? [look.minute] : [])));
        expect(silenced.notices.filter(({ minute }) => inSilence.has(minute))).toEqual([]);
      }),
    );
  });

  test("never tells that something is over of which nobody heard, nor anything twice", () => {
    assert(
      property(minutesArbitrary, (moments) => {
        const { notices } = run(moments);
        expect(new Set(notices.map(({ type, alarmId }) => `${type} ${alarmId}`)).size).toBe(notices.length);
        const raised = new Set(notices.filter(({ type }) => type === "raised").map(({ alarmId }) => alarmId));
        expect(notices.filter(({ alarmId }) => !raised.has(alarmId))).toEqual([]);
      }),
    );
  });
});

describe("an alarm", () => {
  const at = (minute: number, value: number | null, silenced = false): Moment => ({ minute, value, silenced });

  test("that was raised in silence and still is when it ends is told then", () => {
    const { notices } = run([at(1, 20), at(2, 20), at(3, 20, true), at(4, 20, true), at(5, 20), at(6, 20)]);
    expect(notices).toEqual([{ minute: 5, type: "raised", alarmId: "alarm 1" }]);
  });

  test("is cleared when its rule is switched off", () => {
    const raised = [at(1, 20), at(2, 20), at(3, 20)].reduce<AlarmState | null>(
      (state, moment) => evaluate(settings, state, moment, () => "a").state,
      null,
    );
    const next = evaluate({ ...settings, enabled: false }, raised, at(4, 20), () => "b");
    expect(next).toMatchObject({
      state: null,
      event: { reason: "disabled" },
      notify: { type: "cleared", alarmId: "a" },
    });
  });

  test("is not raised over minutes that nobody looked at", () => {
    expect(run([at(1, 20), at(30, 20), at(60, 20)]).events).toEqual([]);
  });
});
