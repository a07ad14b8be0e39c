import { once } from "node:events";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { esmClass } from "../smpp/constants.ts";
import { decodeText } from "./alphabet.ts";
import { faultSchema, ucpFaultSchema } from "./faults.ts";
import type { SmscSimulator } from "./smsc.ts";
import type { SubmitRecord } from "./submit-store.ts";
import type { UcpSmscSimulator } from "./ucp/smsc.ts";

const inboundSchema = z.object({
  from: z.string().min(1).max(20),
  to: z.string().min(1).max(20),
  text: z.string().max(65_536),
  systemId: z.string().optional(),
});

const pageSchema = z.object({
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(10_000).default(100),
});

/** What the simulator of either protocol can be asked. */
interface Simulator {
  stats: () => unknown;
  submits: (afterNumber: number, limit: number) => SubmitRecord[];
  injectMo: (inbound: { from: string; to: string; text: string; systemId?: string }) => Promise<void>;
  disconnectAll: () => void;
  /** Says what is wrong with the fault, when it cannot be made. */
  fail: (fault: unknown) => string | undefined;
}

interface Answer {
  status: number;
  body: unknown;
}

/**
 * HTTP control of the simulator, on this machine only:
 * POST /mo {from, to, text, systemId?} → 202; GET /stats; GET /submits?after=NUMBER&limit=N, ascending by number;
 * POST /disconnect drops every connection; POST /faults {mode, seconds?, …} → 204 makes sessions go wrong, see faults.ts.
 * All of it also under /ucp, for the simulator that speaks EMI/UCP where there is one.
 */
export async function listenControl(
  smsc: SmscSimulator,
  port: number,
  ucpSmsc?: UcpSmscSimulator,
): Promise<{ server: Server; port: number }> {
  const server = createServer((request, response) => {
    answer(smsc, ucpSmsc, request).then(
      (result) => send(response, result),
      () => send(response, { status: 400, body: { error: "the request cannot be read" } }),
    );
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return { server, port: typeof address === "object" && address !== null ? address.port : port };
}

async function answer(
  smsc: SmscSimulator,
  ucpSmsc: UcpSmscSimulator | undefined,
  request: IncomingMessage,
): Promise<Answer> {
  const url = new URL(request.url ?? "/", "http://localhost");
  const what = `${request.method} ${url.pathname}`;
  return ucpSmsc !== undefined && url.pathname.startsWith("/ucp/")
    ? answerFor(withFaults(ucpSmsc, ucpFaultSchema), what.replace("/ucp/", "/"), url, request)
    : answerFor(withFaults(smsc, faultSchema), what, url, request);
}

function withFaults<Fault>(
  smsc: Omit<Simulator, "fail"> & { inject: (fault: Fault) => void },
  schema: z.ZodType<Fault>,
): Simulator {
  const fail = (fault: unknown): string | undefined => {
    const parsed = schema.safeParse(fault);
    if (parsed.success) {
      smsc.inject(parsed.data);
    }
    return parsed.success ? undefined : z.prettifyError(parsed.error);
  };
  return {
    stats: () => smsc.stats(),
    submits: (afterNumber, limit) => smsc.submits(afterNumber, limit),
    injectMo: (inbound) => smsc.injectMo(inbound),
    disconnectAll: () => smsc.disconnectAll(),
    fail,
  };
}

async function answerFor(smsc: Simulator, what: string, url: URL, request: IncomingMessage): Promise<Answer> {
  switch (what) {
    case "GET /stats":
      return { status: 200, body: smsc.stats() };
    case "GET /submits":
      return page(smsc, url.searchParams);
    case "POST /mo":
      return inject(smsc, await text(request));
    case "POST /faults":
      return injectFault(smsc, await text(request));
    case "POST /disconnect":
      smsc.disconnectAll();
      return { status: 204, body: undefined };
    default:
      return { status: 404, body: { error: "GET /stats, GET /submits, POST /mo, POST /faults or POST /disconnect" } };
  }
}

function page(smsc: Simulator, query: URLSearchParams): Answer {
  const parsed = pageSchema.safeParse(Object.fromEntries(query));
  if (!parsed.success) {
    return { status: 400, body: { error: z.prettifyError(parsed.error) } };
  }
  const submits = smsc.submits(parsed.data.after, parsed.data.limit).map(describe);
  return { status: 200, body: { submits, next: submits.at(-1)?.number ?? null } };
}

function inject(smsc: Simulator, body: string): Answer {
  const parsed = inboundSchema.safeParse(JSON.parse(body));
  if (!parsed.success) {
    return { status: 400, body: { error: z.prettifyError(parsed.error) } };
  }
  const { systemId, ...inbound } = parsed.data;
  // What a protocol cannot say, such as a sender of twenty letters, is not sent.
  smsc.injectMo(systemId === undefined ? inbound : { ...inbound, systemId }).catch(() => undefined);
  return { status: 202, body: { queued: true } };
}

function injectFault(smsc: Simulator, body: string): Answer {
  const problem = smsc.fail(JSON.parse(body));
  return problem === undefined ? { status: 204, body: undefined } : { status: 400, body: { error: problem } };
}

function describe({ body, ...submit }: SubmitRecord) {
  const hasHeader = (submit.esmClass & esmClass.userDataHeader) !== 0;
  return {
    ...submit,
    bodyHex: Buffer.from(body).toString("hex"),
    text: decodeText(body, submit.dataCoding, hasHeader) ?? null,
  };
}

function send(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}
