import { Admin } from "../../../local/bootstrap.ts";
import { readApiDocument } from "../../support/openapi.ts";
import { Caller } from "./call.ts";
import { Chance } from "./chance.ts";
import { AnswerCheck } from "./check-answer.ts";
import { type Edge, host, withEdge } from "./edge.ts";
import { KnownIds } from "./known-ids.ts";
import { type FuzzRequest, type Keys, makeRequest } from "./make-request.ts";

export interface ApiFuzzPlan {
  requests: number;
  seed: number;
  /** Requests under way at once. */
  concurrency?: number;
}

/** What so many requests came to. */
export interface ApiFuzzFigures {
  requests: number;
  seconds: number;
  byStatus: Record<string, number>;
  byKind: Record<string, number>;
  slowestMs: number;
  /** Operations that answered 2xx at least once, of those there are. */
  operations: { answered: number; all: number; never: string[] };
  /** What went wrong, each kind of it once, with the request it went wrong in. */
  faults: string[];
}

const limits = { segmentsPerSecond: 1_000_000, burstSegments: 10_000_000, maxSubAccounts: 100_000 };

/** What the document's examples name. */
const carriers = ["default", "operator-one", "operator-two"];
const scheduledMessages = 30;

/** Fires requests made of the API's own document at the Worker, and holds every answer against the document. */
export async function runApiFuzz(plan: ApiFuzzPlan): Promise<ApiFuzzFigures> {
  return withEdge((edge) => fuzz(edge, plan));
}

async function fuzz({ port, secrets }: Edge, plan: ApiFuzzPlan): Promise<ApiFuzzFigures> {
  const admin = new Admin(`http://${host}:${port}`, secrets.ADMIN_KEY);
  const account = await admin.createAccount("Fuzz", limits);
  const victim = await admin.createAccount("Victim", limits);
  const caller = new Caller(host, port);
  try {
    const keys = {
      apiKey: account.apiKey.key,
      operatorKey: secrets.ADMIN_KEY,
      connectorToken: secrets.CONNECTOR_TOKEN,
      session: await signIn(caller, await admin.inviteOperator()),
    };
    const document = await caller.call({ method: "GET", path: "/openapi.json", headers: {}, body: null });
    if (document === "unread") throw new Error("the document was not answered");
    const ids = new KnownIds([account.id, account.apiKey.id]);
    ids.learn(victim.id);
    await prepare(caller, keys, ids, account.id);
    return await attack(caller, JSON.parse(document.body), keys, ids, plan);
  } finally {
    caller.close();
  }
}

/** The Cookie header of an operator who comes in by a link. */
async function signIn(caller: Caller, token: string): Promise<string> {
  const body = JSON.stringify({ email: "fuzz@example.com", name: "Fuzz", password: "correct horse battery" });
  const headers = { "content-type": "application/json" };
  const answer = await caller.call({ method: "POST", path: `/people/v1/invitations/${token}`, headers, body });
  if (answer === "unread" || answer.status !== 200) throw new Error("nobody could sign in");
  return /^[^;]+/.exec(answer.headers["set-cookie"] ?? "")?.[0] ?? "";
}

/** What requests can name from the beginning. */
async function prepare(caller: Caller, keys: Keys, ids: KnownIds, accountId: string): Promise<void> {
  const send = async (method: string, path: string, key: string, body: object): Promise<void> => {
    const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
    const answer = await caller.call({ method, path, headers, body: JSON.stringify(body) });
    if (answer === "unread") throw new Error(`${method} ${path} was left unread`);
    if (answer.status >= 300) throw new Error(`${method} ${path} answered ${answer.status}: ${answer.body}`);
    ids.learn(answer.body);
  };
  for (const name of carriers) await send("PUT", `/admin/v1/carriers/${name}`, keys.operatorKey, { name: "Carrier" });
  await send("PUT", "/admin/v1/numbers/890123", keys.operatorKey, { accountId });
  const sendAt = new Date(Date.now() + 86_400_000).toISOString();
  for (let count = 0; count < scheduledMessages; count++) {
    await send("POST", "/v1/messages", keys.apiKey, { to: "+573001234567", from: "Elibom", text: "later", sendAt });
  }
}

async function attack(
  caller: Caller,
  openApi: unknown,
  keys: Keys,
  ids: KnownIds,
  plan: ApiFuzzPlan,
): Promise<ApiFuzzFigures> {
  const document = readApiDocument(openApi);
  const check = new AnswerCheck(document);
  const chance = new Chance(plan.seed);
  const byStatus: Record<string, number> = {};
  const byKind: Record<string, number> = {};
  const faults = new Map<string, string>();
  const answered = new Set<string>();
  let slowestMs = 0;
  let made = 0;
  const startedMs = performance.now();

  const workOn = async (): Promise<void> => {
    while (made < plan.requests) {
      made += 1;
      const request = makeRequest(document, keys, ids, chance);
      count(byKind, request.kind);
      const askedMs = performance.now();
      try {
        const answer = await caller.call(request);
        if (answer === "unread") {
          count(byStatus, answer);
          continue;
        }
        count(byStatus, String(answer.status));
        if (answer.status < 300) {
          ids.learn(answer.body);
          if (request.kind === "valid") answered.add(request.operation.operationId);
        }
        for (const fault of check.faultsOf(request, answer)) note(faults, request, fault);
      } catch (error) {
        note(faults, request, error instanceof Error ? error.message : String(error));
      }
      slowestMs = Math.max(slowestMs, performance.now() - askedMs);
    }
  };
  await Promise.all(Array.from({ length: plan.concurrency ?? 8 }, workOn));

  const all = document.operations.map(({ operationId }) => operationId);
  return {
    requests: made,
    seconds: (performance.now() - startedMs) / 1_000,
    byStatus,
    byKind,
    slowestMs,
    operations: { answered: answered.size, all: all.length, never: all.filter((id) => !answered.has(id)) },
    faults: [...faults.values()],
  };
}

function count(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}

function note(faults: Map<string, string>, request: FuzzRequest, fault: string): void {
  const { operation, method, path, headers, body } = request;
  const { authorization: _, ...shown } = headers;
  const sent = body === null ? "" : ` ${Buffer.from(body).toString("utf8").slice(0, 500)}`;
  const first = `${operation.operationId}: ${fault}`;
  const key = first.slice(0, 80);
  if (!faults.has(key))
    faults.set(key, `${first}\n    ${method} ${path.slice(0, 300)} ${JSON.stringify(shown).slice(0, 300)}${sent}`);
}
