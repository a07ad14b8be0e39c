import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import { gunzip, gzip } from "../../../src/event-log/gzip.ts";
import { encodeLogLine, logHeader } from "../../../src/event-log/log-line.ts";
import { type LogPiece, hourOf } from "../../../src/event-log/log-piece.ts";
import { writeParts } from "../../../src/event-log/write-parts.ts";
import { exampleLine } from "../../../src/http/operations/logs/log-schemas.ts";
import { readLog, storePieces } from "./scene.ts";

const startMs = Date.UTC(2026, 9, 1, 10, 30);
const range = `after=2026-10-01T10:00:00Z&before=2026-10-01T14:00:00Z`;

/** A piece with one line, `index` minutes after the start. */
async function pieceOf(index: number): Promise<LogPiece> {
  const atMs = startMs + index * 60_000;
  const line = { ...exampleLine, time: new Date(atMs).toISOString(), step: `step.${index}` };
  return { hour: hourOf(atMs), lines: 1, firstAtMs: atMs, lastAtMs: atMs, body: await gzip(encodeLogLine(line)) };
}

describe("a log of many files", () => {
  it("is read from answer to answer, and followed from where it ended", async ({ expect }) => {
    const pieces = await Promise.all(Array.from({ length: 121 }, (_, index) => pieceOf(index)));
    await storePieces(pieces.slice(0, 120), startMs);
    const steps: unknown[] = [];
    let cursor = "";
    let answers = 0;
    for (let more: string | null = "true"; more === "true"; answers++) {
      const answer = await readLog(`${range}${cursor}`);
      steps.push(...answer.lines.map(({ step }) => step));
      cursor = `&cursor=${answer.cursor}`;
      more = answer.more;
    }
    expect(steps).toEqual(Array.from({ length: 120 }, (_, index) => `step.${index}`));
    expect(answers).toBe(6);
    expect((await readLog(`${range}${cursor}`)).lines).toEqual([]);
    await storePieces(pieces.slice(120), startMs + 120);
    const next = await readLog(`${range}${cursor}`);
    expect(next.lines).toMatchObject([{ step: "step.120" }]);
    expect(next.cursor).not.toBeNull();
  });

  it("keeps lines whose file is written again with the first of its pieces alone", async ({ expect }) => {
    const pieces = await Promise.all(
      [600, 601].map(async (index) => ({ id: `again-${index}`, piece: await pieceOf(index) })),
    );
    const delivered = pieces.map((piece) => ({ ...piece, sentAtMs: startMs + 600 }));
    await writeParts(env, delivered);
    await writeParts(env, delivered.slice(0, 1));
    const { lines } = await readLog("after=2026-10-01T20:00:00Z&before=2026-10-01T21:00:00Z");
    expect(new Set(lines.map(({ step }) => step))).toEqual(new Set(["step.600", "step.601"]));
  });

  it("is gzip that any program reads: a header and lines", async ({ expect }) => {
    const piece = await pieceOf(200);
    await storePieces([piece], startMs + 200);
    const { objects } = await env.LOGS.list({ prefix: `events/${piece.hour}/`, include: ["customMetadata"] });
    const key = objects.at(-1)?.key ?? "";
    const bytes = (await (await env.LOGS.get(key))?.arrayBuffer()) ?? new ArrayBuffer(0);
    const [header = 0] = (objects.at(-1)?.customMetadata?.["members"] ?? "").split(",").map(Number);
    expect(await gunzip(bytes.slice(0, header))).toBe(logHeader);
    expect(await gunzip(bytes.slice(header))).toContain(",step.200\r\n");
  });

  it("is read on where a file is no part of it, or spoilt", async ({ expect }) => {
    const piece = await pieceOf(400);
    await env.LOGS.put(`events/${piece.hour}/notes.txt`, "hello");
    await storePieces([{ ...piece, body: new ArrayBuffer(8) }, piece], startMs + 400);
    const answer = await readLog("after=2026-10-01T17:00:00Z&before=2026-10-01T18:00:00Z");
    expect(answer.lines).toMatchObject([{ step: "step.400" }]);
  });
});
