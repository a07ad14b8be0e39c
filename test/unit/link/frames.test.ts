import { describe, expect, test } from "vitest";
import { downFrameSchema } from "../../../src/link/frames.ts";
import { defaultSubmitProfile, submitProfileSchema } from "../../../src/link/submit-profile.ts";

const welcome = { type: "welcome", linkVersion: 1, carrierId: "acme", acknowledgedSequence: 0, binds: [] };

describe("how a carrier wants its submits", () => {
  test.each([welcome, { type: "configure", binds: [] }])("is the default where a $type does not say", (frame) => {
    expect(downFrameSchema.parse(frame)).toMatchObject({ submitProfile: defaultSubmitProfile });
  });

  test.each([welcome, { type: "configure", binds: [] }])("stands in a $type, and in parts only too", (frame) => {
    const submitProfile = { concatenation: "sar", aFieldOfTomorrow: 1 };
    expect(downFrameSchema.parse({ ...frame, submitProfile })).toEqual({
      ...frame,
      submitProfile: submitProfileSchema.parse({ concatenation: "sar" }),
    });
  });
});
