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
import { type TortureAccount, makeAccounts } from "./accounts.ts";
import { Admin } from "./admin.ts";
import { BoundedDisk } from "./bounded-disk.ts";
import { configureCarriers } from "./configure.ts";
import { FaultyRelay } from "./faulty-relay.ts";
import { type FrameReader, smppFrames, ucpFrames } from "./frames.ts";
import { findFreePorts } from "./free-ports.ts";
import {
  type BindLink,
  type ConnectorName,
  type DiskName,
  type LinkName,
  type ProcessName,
  type SmscName,
  bindLinks,
  connectorNames,
  processNames,
} from "./names.ts";
import { ShiftedClock, buildClockLibrary } from "./shifted-clock.ts";
import { Sinks } from "./sinks.ts";
import { TortureProcess, type TortureProcessOptions } from "./torture-process.ts";
import { TortureSmsc } from "./torture-smsc.ts";

/** Edge, three connectors, two SMSCs, a relay in every connection between them, and customers with servers for webhooks. */
export interface TortureScene {
  folder: string;
  url: string;
  admin: Admin;
  accounts: TortureAccount[];
  processes: Record<ProcessName, TortureProcess>;
  links: Record<LinkName, FaultyRelay>;
  smscs: Record<SmscName, TortureSmsc>;
  sinks: Sinks;
  /** Those that this machine let be made. */
  disks: Partial<Record<DiskName, BoundedDisk>>;
  clocks: Record<ProcessName, ShiftedClock>;
  /** What ended and should not have. */
  unexpectedEnds: string[];
}

const bindTimeoutMs = 20_000;
/** The edge is configured in the past, so that what is in force some seconds later is in force at once. */
const configuredBehindS = 60;

/** What has to be ended, whatever happens. */
interface Started {
  processes: TortureProcess[];
  relays: FaultyRelay[];
  disks: BoundedDisk[];
  sinks: Sinks[];
  /** Under way or done: a signal may come while it is. */
  stopping?: Promise<void>;
}

/** Runs `use` on a scene whose binds are up. Its folder stays where `keep` says so of what came of it, and where it threw. */
export async function withScene<Result>(
  use: (scene: TortureScene) => Promise<Result>,
  keep: (result: Result) => boolean,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "heliograph-torture-"));
  const started: Started = { processes: [], relays: [], disks: [], sinks: [] };
  const forgetSignals = endAtSignals(() => stop(started, false));
  let isKept = true;
  try {
    const result = await use(await startScene(folder, started));
    isKept = keep(result);
    return result;
  } finally {
    await stop(started, isKept);
    forgetSignals();
    if (isKept) process.stderr.write(`logs and databases are in ${folder}\n`);
    else await rm(folder, { recursive: true, force: true });
  }
}

async function startScene(folder: string, started: Started): Promise<TortureScene> {
  await buildWorker();
  const { CONNECTOR_TOKEN, ADMIN_KEY } = await loadSecrets(dataPaths(folder).secrets);
  const clocks = makeClocks(subfolder(folder, "clocks"));
  const unexpectedEnds: string[] = [];
  const makeProcess = (
    name: ProcessName,
    command: Command,
    isReady: TortureProcessOptions["isReady"],
  ): TortureProcess => {
    Object.assign(command.env, clocks[name].environment);
    const logFile = join(command.folder, `${name}.log`);
    const onUnexpectedEnd = (how: string): void => void unexpectedEnds.push(how);
    const made = new TortureProcess({ name, command, logFile, isReady, onUnexpectedEnd });
    started.processes.push(made);
    return made;
  };
  const disks: TortureScene["disks"] = {};
  const makeDisk = async (name: DiskName, place: string): Promise<void> => {
    const made = await BoundedDisk.mount(place);
    if (made === undefined) return;
    started.disks.push(made);
    disks[name] = made;
  };
  const makeConnector = async (name: ConnectorName, edgePort: number): Promise<TortureProcess> => {
    const place = subfolder(folder, name);
    const journal = subfolder(place, "journal");
    await makeDisk(name, journal);
    const command = connectorCommand(place, `http://${loopback}:${edgePort}`, CONNECTOR_TOKEN);
    command.args = ["--journal", join(journal, "connector.sqlite")];
    command.env["HELIOGRAPH_CONNECTOR_ID"] = name;
    return makeProcess(name, command, () => Promise.resolve());
  };

  const [edgePort = 0, smppA = 0, smppB = 0, smppC = 0, ucpA = 0, ucpB = 0, ucpC = 0] = await findFreePorts(7);
  await makeDisk("edge", dataPaths(folder).edge);
  const edge = makeProcess("edge", edgeCommand(folder, edgePort), waitForReady);
  const smpp = TortureSmsc.prepare("smpp", subfolder(folder, "smpp-smsc"), [smppA, smppB, smppC], makeProcess);
  const ucp = TortureSmsc.prepare("ucp", subfolder(folder, "ucp-smsc"), [ucpA, ucpB, ucpC], makeProcess);
  clocks.edge.shift(-configuredBehindS);
  // Before the relays, which would else be given the same ports.
  await Promise.all([edge.start(), smpp.process.start(), ucp.process.start()]);
  const links = await makeLinks(started, edgePort, smpp.port, ucp.port);
  const sinks = await Sinks.listen();
  started.sinks.push(sinks);

  const url = `http://${loopback}:${edgePort}`;
  const admin = new Admin(url, ADMIN_KEY);
  const bindPorts = Object.fromEntries(bindLinks.map((name) => [name, links[name].port])) as Record<BindLink, number>;
  const activeFromMs = await configureCarriers(admin, bindPorts);
  const accounts = await makeAccounts(admin, url, sinks);
  clocks.edge.shift(0);
  const processes = {
    edge,
    "smpp-smsc": smpp.process,
    "ucp-smsc": ucp.process,
    "connector-1": await makeConnector("connector-1", links["edge–connector-1"].port),
    "connector-2": await makeConnector("connector-2", links["edge–connector-2"].port),
    "connector-3": await makeConnector("connector-3", links["edge–connector-3"].port),
  };
  await Promise.all(connectorNames.map((name) => processes[name].start()));
  await admin.untilBound(bindTimeoutMs);
  await sleep(Math.max(0, activeFromMs - Date.now()));
  const smscs = { "smpp-smsc": smpp, "ucp-smsc": ucp };
  return { folder, url, admin, accounts, processes, links, smscs, sinks, disks, clocks, unexpectedEnds };
}

function makeClocks(folder: string): Record<ProcessName, ShiftedClock> {
  const library = buildClockLibrary(folder);
  const clocks = processNames.map((name) => [name, new ShiftedClock(join(folder, name), library)] as const);
  return Object.fromEntries(clocks) as Record<ProcessName, ShiftedClock>;
}

async function makeLinks(
  started: Started,
  edgePort: number,
  smppPort: number,
  ucpPort: number,
): Promise<Record<LinkName, FaultyRelay>> {
  const relay = async (port: number, makeFrames?: () => FrameReader): Promise<FaultyRelay> => {
    const made = await FaultyRelay.listen(port, makeFrames);
    started.relays.push(made);
    return made;
  };
  return {
    "edge–connector-1": await relay(edgePort),
    "edge–connector-2": await relay(edgePort),
    "edge–connector-3": await relay(edgePort),
    "smpp-1": await relay(smppPort, smppFrames),
    "smpp-2": await relay(smppPort, smppFrames),
    "smpp-3": await relay(smppPort, smppFrames),
    "ucp-1": await relay(ucpPort, ucpFrames),
    "ucp-2": await relay(ucpPort, ucpFrames),
    "ucp-3": await relay(ucpPort, ucpFrames),
  };
}

function subfolder(folder: string, name: string): string {
  const made = join(folder, name);
  mkdirSync(made);
  return made;
}

function stop(started: Started, isKept: boolean): Promise<void> {
  started.stopping ??= stopAll(started, isKept);
  return started.stopping;
}

async function stopAll({ processes, relays, disks, sinks }: Started, isKept: boolean): Promise<void> {
  for (const each of processes) await each.kill();
  for (const each of [...relays, ...sinks]) await each.close();
  for (const each of disks) await each.unmount(isKept);
}

/** A frozen child would outlive this process. Returns what takes the handlers away again. */
function endAtSignals(stopScene: () => Promise<void>): () => void {
  const onSignal = (): void => void stopScene().finally(() => process.exit(130));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, onSignal);
  return () => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.removeListener(signal, onSignal);
  };
}
