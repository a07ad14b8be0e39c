import { type Server, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { run } from "../../../ctl/run.ts";
import { ctl, fakeEdge } from "./fake-edge.ts";

/** An edge with two answers of the log, the second of which is the last for now. */
async function loggingEdge(
  contentType: string,
  answers: readonly string[],
  finish: (response: ServerResponse, answer: number) => void = (response) => response.end(),
): Promise<{ url: string; paths: string[] }> {
  const paths: string[] = [];
  const server: Server = createServer((request, response) => {
    const body = answers[paths.length] ?? "";
    paths.push(request.url ?? "");
    response.setHeader("x-heliograph-cursor", `cursor-${paths.length}`);
    response.setHeader("x-heliograph-more", String(paths.length < answers.length));
    response.writeHead(200, { "content-type": contentType });
    for (const character of body) response.write(character);
    finish(response, paths.length);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, paths };
}

describe("ctl logs", () => {
  it("reads answer after answer as one CSV, of the messages that were asked for", async () => {
    const edge = await loggingEdge("text/csv", ["time,event\r\n1,sent\r\n", "time,event\r\n2,receipt\r\n"]);
    const flags = ["--from", "2026-11-21T14:00:00Z", "--account", "acc_1", "--event", "sent"];
    const { status, output } = await ctl(edge, "logs", "read", ...flags);
    expect([status, output]).toEqual([0, "time,event\r\n1,sent\r\n2,receipt\r\n"]);
    const query = "after=2026-11-21T14%3A00%3A00Z&account=acc_1&event=sent";
    expect(edge.paths).toEqual([
      `/admin/v1/logs?${query}&format=csv`,
      `/admin/v1/logs?${query}&cursor=cursor-1&format=csv`,
    ]);
  });

  it("reads the PDUs that connectors have shipped", async () => {
    const edge = await loggingEdge("text/csv", ["time,connectorId\r\n1,bogota-1\r\n"]);
    const { status, output } = await ctl(edge, "logs", "read", "--source", "connector", "--carrier", "acme");
    expect([status, output]).toEqual([0, "time,connectorId\r\n1,bogota-1\r\n"]);
    expect(edge.paths).toEqual(["/admin/v1/logs?carrier=acme&source=connector&format=csv"]);
    const wrong = await ctl(edge, "logs", "read", "--source", "moon");
    expect([wrong.status, wrong.errors]).toEqual([1, expect.stringContaining("--source moon")]);
  });

  it("reads lines of JSON, as they are", async () => {
    const edge = await loggingEdge("application/x-ndjson", ['{"event":"sent"}\n', '{"event":"receipt"}\n']);
    const { output } = await ctl(edge, "logs", "read", "--json");
    expect(output).toBe('{"event":"sent"}\n{"event":"receipt"}\n');
  });

  it("reads an answer to its end, however long that takes, and no faster than it is taken", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    onTestFinished(() => void vi.useRealTimers());
    const seen = Promise.withResolvers<void>();
    const edge = await loggingEdge("text/csv", ["time,event\r\n"], (response) => {
      void seen.promise.then(() => response.end("1,sent\r\n"));
    });
    let output = "";
    let writing = 0;
    const status = await run(["logs", "read"], {
      environment: { HELIOGRAPH_EDGE_URL: edge.url, HELIOGRAPH_ADMIN_KEY: "secret" },
      write: async (text) => {
        expect(++writing).toBe(1);
        vi.advanceTimersByTime(3_600_000);
        seen.resolve();
        await new Promise(setImmediate);
        output += text;
        writing--;
      },
      writeError: (text) => expect.fail(text),
    });
    expect([status, output]).toEqual([0, "time,event\r\n1,sent\r\n"]);
  });

  it("says where to go on when an answer breaks off, and goes on from there", async () => {
    const answers = ["time,event\r\n1,sent\r\n", "time,event\r\n2,re"];
    const edge = await loggingEdge("text/csv", answers, (response, answer) => {
      if (answer === 2) setTimeout(() => response.destroy(), 20);
      else response.end();
    });
    const { status, output, errors } = await ctl(edge, "logs", "read");
    expect(status).toBe(1);
    expect(output).toContain("1,sent\r\n");
    expect(errors).toMatch(/^The answer broke off: .*\n--cursor cursor-1 goes on/);
    await ctl(edge, "logs", "read", "--cursor", "cursor-1");
    expect(edge.paths.at(-1)).toBe("/admin/v1/logs?cursor=cursor-1&format=csv");
  });

  it("says what is wrong", async () => {
    const edge = await fakeEdge({ title: "Bad", status: 400, code: "invalid_request", detail: "No such time." }, 400);
    const { status, errors } = await ctl(edge, "logs", "read", "--from", "yesterday");
    expect(status).toBe(1);
    expect(errors).toContain("No such time.");
  });
});
