import { describe, expect, it } from "vitest";
import { ctl, fakeEdge } from "./fake-edge.ts";

const invitation = {
  id: "inv_1",
  kind: "operator",
  email: "ana@example.com",
  accountId: null,
  role: null,
  invitedBy: "maria",
  createdAt: "2026-11-21T10:00:00.000Z",
  expiresAt: "2026-11-28T10:00:00.000Z",
  link: "https://sms.example.com/invite/token",
};

describe("ctl people", () => {
  it("invites an operator, or somebody into an account, and shows the link", async () => {
    const edge = await fakeEdge(invitation, 201);
    const { output } = await ctl(edge, "people", "invite", "--operator", "ana@example.com");
    expect(output).toMatch(/^link\s+https:\/\/sms\.example\.com\/invite\/token$/m);
    await ctl(edge, "people", "invite", "juan@example.com", "acc_1", "viewer");
    expect(edge.requests).toMatchObject([
      {
        path: "/admin/v1/invitations",
        headers: { "x-heliograph-author": "maria" },
        body: { operator: true, email: "ana@example.com" },
      },
      { path: "/admin/v1/invitations", body: { email: "juan@example.com", accountId: "acc_1", role: "viewer" } },
    ]);
  });

  it.each([["ana@example.com"], ["ana@example.com", "acc_1"], ["ana@example.com", "acc_1", "viewer", "--operator"]])(
    "asks for one of the two: %s %s %s",
    async (...words) => {
      const edge = await fakeEdge(invitation, 201);
      const { status, errors } = await ctl(edge, "people", "invite", ...words);
      expect([status, edge.requests]).toEqual([1, []]);
      expect(errors).toContain("either --operator, or an account and a role");
    },
  );

  it("resets somebody who is locked out", async () => {
    const edge = await fakeEdge({ ...invitation, kind: "reset" }, 201);
    expect((await ctl(edge, "people", "reset", "ana@example.com")).output).toContain("/invite/token");
    expect(edge.requests[0]).toMatchObject({
      method: "POST",
      path: "/admin/v1/people/reset",
      body: { email: "ana@example.com" },
    });
  });

  it("lists operators", async () => {
    const person = { id: "per_1", email: "ana@example.com", name: "Ana", operator: true, twoFactor: false };
    const edge = await fakeEdge({ data: [{ ...person, createdAt: "2026-11-21T10:00:00.000Z" }], nextCursor: null });
    expect((await ctl(edge, "people", "list", "--operator")).output).toMatch(/^per_1\s+ana@example.com\s+Ana\s+true/m);
    expect(edge.requests[0]?.path).toBe("/admin/v1/people?limit=1000&operator=true");
  });
});
