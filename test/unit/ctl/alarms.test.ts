import { describe, expect, it } from "vitest";
import { ctl, fakeEdge } from "./fake-edge.ts";

const alarm = {
  id: "alm_1",
  rule: "backlog_age",
  subject: "carrier/default",
  severity: "critical",
  unit: "seconds",
  value: 420,
  raisedAt: "2026-11-21T03:05:00.000Z",
  clearedAt: null,
  acknowledged: { at: "2026-11-21T03:06:00.000Z", by: "maria", note: null },
  silencedUntil: null,
};

describe("ctl alarms", () => {
  it("lists what is raised", async () => {
    const edge = await fakeEdge({ data: [alarm], nextCursor: null });
    expect((await ctl(edge, "alarms", "list", "raised", "--account", "acc_1")).output).toMatch(
      /^alm_1 +critical +backlog_age +carrier\/default +420 seconds +2026-11-21T03:05:00.000Z +- +maria +-$/m,
    );
    expect(edge.requests).toMatchObject([{ method: "GET", path: "/admin/v1/alarms?state=raised&account=acc_1" }]);
    expect((await ctl(edge, "alarms", "list", "loud")).errors).toContain("loud is neither raised nor cleared.");
  });

  it("acknowledges and silences", async () => {
    const edge = await fakeEdge(alarm);
    await ctl(edge, "alarms", "ack", "alm_1", "--note", "calling them");
    await ctl(edge, "alarms", "silence", "alm_1", "120", "maintenance");
    await ctl(edge, "alarms", "silence", "alm_1", "0", "over");
    expect(edge.requests).toMatchObject([
      { method: "POST", path: "/admin/v1/alarms/alm_1/acknowledge", body: { note: "calling them" } },
      { method: "POST", path: "/admin/v1/alarms/alm_1/silence", body: { reason: "maintenance" } },
      { method: "POST", body: { until: null, reason: "over" } },
    ]);
    expect((await ctl(edge, "alarms", "silence", "alm_1", "soon", "x")).errors).toContain("soon is no number");
  });
});
