import { describe, it } from "vitest";
import { z } from "@hono/zod-openapi";
import { makeAccount } from "../support/accounts.ts";
import { call } from "./support/api.ts";
import { aMessage } from "./support/messages.ts";

describe("requests that come at once", () => {
  it("are each answered with a message of their own", async ({ expect }) => {
    const { key } = await makeAccount();
    const ids = new Set<string>();
    for (let round = 0; round < 5; round++) {
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => call("POST", "/v1/messages", { key, body: aMessage })),
      );
      for (const { status, body } of answers) {
        expect(status).toBe(202);
        ids.add(z.object({ id: z.string() }).parse(body).id);
      }
    }
    expect(ids.size).toBe(100);
  });

  it("are refused each for itself", async ({ expect }) => {
    const { key } = await makeAccount({ limits: { segmentsPerSecond: 0.001, burstSegments: 5 } });
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => call("POST", "/v1/messages", { key, body: aMessage })),
    );
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      202, 202, 202, 202, 202, 429, 429, 429,
    ]);
  });
});
