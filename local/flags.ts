import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { root } from "./paths.ts";

export const help = `npm start -- [flags]

Runs Heliograph on this machine: the edge, a connector and a simulated SMSC.

  --port N       port of the HTTP API (8787)
  --data DIR     where accounts, keys and messages are kept (.heliograph)
  --json         one line of JSON on standard output when ready, instead of the banner
  --carrier URL  bind to smpp://SYSTEM_ID:PASSWORD@HOST:PORT instead of the simulated SMSC
  --help         this text
`;

/** An SMSC and the credentials to bind to it. */
export interface Smsc {
  host: string;
  port: number;
  systemId: string;
  password: string;
}

export interface Flags {
  port: number;
  data: string;
  json: boolean;
  carrier: Smsc | undefined;
  help: boolean;
}

/** A flag that cannot be used; its message is all the person needs. */
export class FlagError extends Error {}

export function readFlags(args: string[]): Flags {
  const values = parse(args);
  return {
    port: readPort(values.port ?? "8787"),
    data: resolve(root, values.data ?? ".heliograph"),
    json: values.json ?? false,
    carrier: values.carrier === undefined ? undefined : readCarrier(values.carrier),
    help: values.help ?? false,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        port: { type: "string" },
        data: { type: "string" },
        json: { type: "boolean" },
        carrier: { type: "string" },
        help: { type: "boolean" },
      },
    }).values;
  } catch (error) {
    throw new FlagError(error instanceof Error ? error.message : String(error));
  }
}

function readPort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new FlagError(`--port ${text}: not a port`);
  return port;
}

function readCarrier(text: string): Smsc {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== "smpp:" || url.hostname === "" || url.username === "") {
    throw new FlagError("--carrier: give it as smpp://SYSTEM_ID:PASSWORD@HOST:PORT");
  }
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, "$1"),
    port: url.port === "" ? 2775 : Number(url.port),
    systemId: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
  };
}
