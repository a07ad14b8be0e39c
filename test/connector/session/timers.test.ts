import { describe, expect, it } from "vitest";
import { linkConfirmed, received, startTimers, tick } from "../../../connector/session/timers.ts";

const settings = { enquireLinkIntervalMs: 30_000, responseTimeoutMs: 10_000 };

describe("session timers", () => {
  it("ask after a silence of the interval, and once", () => {
    const started = startTimers(settings, 1_000);
    expect(tick(started, 30_999).action).toBe("none");
    const asked = tick(started, 31_000);
    expect(asked.action).toBe("enquire_link");
    expect(tick(asked.timers, 31_001).action).toBe("none");
  });

  it("do not ask a peer that talks", () => {
    const heard = received(startTimers(settings, 0), 20_000);
    expect(tick(heard, 49_999).action).toBe("none");
    expect(tick(heard, 50_000).action).toBe("enquire_link");
  });

  it("give up when the answer does not come in time", () => {
    const { timers } = tick(startTimers(settings, 0), 30_000);
    expect(tick(timers, 39_999).action).toBe("none");
    expect(tick(timers, 40_000).action).toBe("give_up");
  });

  it("give up on a peer that talks and does not answer", () => {
    const { timers } = tick(startTimers(settings, 0), 30_000);
    expect(tick(received(timers, 39_000), 40_000).action).toBe("give_up");
  });

  it("begin anew when the answer came", () => {
    const { timers } = tick(startTimers(settings, 0), 30_000);
    const confirmed = linkConfirmed(timers, 31_000);
    expect(tick(confirmed, 60_999).action).toBe("none");
    expect(tick(confirmed, 61_000).action).toBe("enquire_link");
  });
});
