import { mkdirSync, mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { buildWorker } from "../../local/build.ts";
import { type Command, connectorCommand, edgeCommand } from "../../local/commands.ts";
import { dataPaths } from "../../local/paths.ts";
import { loopback } from "../../local/ports.ts";
import { loadSecrets } from "../../local/secrets.ts";
import { waitForReady } from "../../local/stack.ts";
import { Admin } from "./admin.ts";
import { configure } from "./configure.ts";
import { FaultyRelay } from "./faulty-relay.ts";
import { findFreePorts } from "./free-ports.ts";
import { type BindLink, type LinkName, type ProcessName, type SmscName, bindLinks, connectorNames } from "./names.ts";
import { SoakProcess, type SoakProcessOptions } from "./soak-process.ts";
import { SoakSmsc } from "./soak-smsc.ts";

/** Edge, three connectors, two SMSCs, and a relay in every connection between them. */
export interface SoakScene {
  folder: string;
  url: string;
  admin: Admin;
  /** Of the account that sends. */
  apiKey: string;
  processes: Record<ProcessName, SoakProcess>;
  links: Record<LinkName, FaultyRelay>;
  smscs: Record<SmscName, SoakSmsc>;
  /** What ended and should not have. */
  unexpectedEnds: string[];
}

const bindTimeoutMs = 20_000;

/** What has to be ended, whatever happens. */
interface Started {
  processes: SoakProcess[];
  relays: FaultyRelay[];
}

/** Runs `use` on a scene whose binds are up. Its folder stays where `keep` says so of what came of it, and where it threw. */
export async function withScene<Result>(
  use: (scene: SoakScene) => Promise<Result>,
  keep: (result: Result) => boolean,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "heliograph-soak-"));
  const started: Started = { processes: [], relays: [] };
  const forgetSignals = endAtSignals(() => stop(started));
  let isKept = true;
  try {
    const result = await use(await startScene(folder, started));
    isKept = keep(result);
    return result;
  } finally {
    await stop(started);
    forgetSignals();
    if (isKept) process.stderr.write(`logs and databases are in ${folder}\n`);
    else await rm(folder, { recursive: true, force: true });
  }
}

async function startScene(folder: string, started: Started): Promise<SoakScene> {
  await buildWorker();
  const unexpectedEnds: string[] = [];
  const makeProcess = (name: string, command: Command, isReady: SoakProcessOptions["isReady"]): SoakProcess => {
    const logFile = join(command.folder, `${name}.log`);
    const onUnexpectedEnd = (how: string): void => void unexpectedEnds.push(how);
    const made = new SoakProcess({ name, command, logFile, isReady, onUnexpectedEnd });
    started.processes.push(made);
    return made;
  };
  const makeRelay = async (port: number): Promise<FaultyRelay> => {
    const made = await FaultyRelay.listen(port);
    started.relays.push(made);
    return made;
  };

  const { CONNECTOR_TOKEN, ADMIN_KEY } = await loadSecrets(dataPaths(folder).secrets);
  const [edgePort = 0, ...ports] = await findFreePorts(7);
  const [smppA = 0, smppB = 0, smppC = 0, ucpA = 0, ucpB = 0, ucpC = 0] = ports;
  const edge = makeProcess("edge", edgeCommand(folder, edgePort), waitForReady);
  const smpp = SoakSmsc.prepare("smpp", subfolder(folder, "smpp-smsc"), [smppA, smppB, smppC], makeProcess);
  const ucp = SoakSmsc.prepare("ucp", subfolder(folder, "ucp-smsc"), [ucpA, ucpB, ucpC], makeProcess);
  // Before the relays, which would else be given the same ports.
  await Promise.all([edge.start(), smpp.process.start(), ucp.process.start()]);
  const links = {
    "edge–connector-1": await makeRelay(edgePort),
    "edge–connector-2": await makeRelay(edgePort),
    "edge–connector-3": await makeRelay(edgePort),
    "smpp-1": await makeRelay(smpp.port),
    "smpp-2": await makeRelay(smpp.port),
    "smpp-3": await makeRelay(smpp.port),
    "ucp-1": await makeRelay(ucp.port),
    "ucp-2": await makeRelay(ucp.port),
    "ucp-3": await makeRelay(ucp.port),
  };
  const makeConnector = (name: (typeof connectorNames)[number]): SoakProcess => {
    const edgeUrl = `http://${loopback}:${links[`edge–${name}`].port}`;
    const command = connectorCommand(subfolder(folder, name), edgeUrl, CONNECTOR_TOKEN);
    command.env["HELIOGRAPH_CONNECTOR_ID"] = name;
    return makeProcess(name, command, () => Promise.resolve());
  };
  const processes = {
    edge,
    "smpp-smsc": smpp.process,
    "ucp-smsc": ucp.process,
    "connector-1": makeConnector("connector-1"),
    "connector-2": makeConnector("connector-2"),
    "connector-3": makeConnector("connector-3"),
  };

  const url = `http://${loopback}:${edgePort}`;
  const admin = new Admin(url, ADMIN_KEY);
  const bindPorts = Object.fromEntries(bindLinks.map((name) => [name, links[name].port])) as Record<BindLink, number>;
  const { apiKey, activeFromMs } = await configure(admin, bindPorts);
  await Promise.all(connectorNames.map((name) => processes[name].start()));
  await admin.untilBound(bindTimeoutMs);
  await sleep(Math.max(0, activeFromMs - Date.now()));
  const smscs = { "smpp-smsc": smpp, "ucp-smsc": ucp };
  return { folder, url, admin, apiKey, processes, links, smscs, unexpectedEnds };
}

function subfolder(folder: string, name: string): string {
  const made = join(folder, name);
  mkdirSync(made);
  return made;
}

async function stop({ processes, relays }: Started): Promise<void> {
  for (const each of processes) await each.kill();
  for (const each of relays) await each.close();
}

/** A frozen child would outlive this process. Returns what takes the handlers away again. */
function endAtSignals(stopAll: () => Promise<void>): () => void {
  const onSignal = (): void => void stopAll().finally(() => process.exit(130));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, onSignal);
  return () => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.removeListener(signal, onSignal);
  };
}
