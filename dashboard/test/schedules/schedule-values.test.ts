import { expect, test } from "vitest";
import { isUniform, scheduleOf, valuesOf } from "../../src/pages/schedules/schedule-values.ts";

const empty = valuesOf(null, "America/Bogota");

test("each recipient gets a message of its own, once", () => {
  const values = { ...empty, name: " Clases ", to: "+573001, +573002\n+573001", text: "Hola", from: "Elibom" };
  expect(scheduleOf(values, null)).toEqual({
    name: "Clases",
    cron: "0 9 * * *",
    timeZone: "America/Bogota",
    messages: [
      { to: "+573001", text: "Hola", from: "Elibom" },
      { to: "+573002", text: "Hola", from: "Elibom" },
    ],
    startsAt: null,
    endsAt: null,
    maxRuns: null,
  });
});

test("messages the form has no fields for are neither flattened nor lost", () => {
  const different = [
    { to: "+573001", text: "Hola Ana" },
    { to: "+573002", text: "Hola Juan" },
  ];
  expect(isUniform(different)).toBe(false);
  expect(scheduleOf({ ...empty, name: "Saludo" }, different).messages).toEqual(different);
});

test("a message with a lane or a validity is not the form's to write", () => {
  expect(isUniform([{ to: "+573001", text: "Hola", lane: "normal", encoding: "auto" }])).toBe(true);
  expect(isUniform([{ to: "+573001", text: "Hola", lane: "otp" }])).toBe(false);
  expect(isUniform([{ to: "+573001", text: "Hola", validForSeconds: 60 }])).toBe(false);
});
