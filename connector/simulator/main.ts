import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { z } from "zod";
import { listenControl } from "./control.ts";
import { HttpOperatorSimulator } from "./http/operator.ts";
import { receiptForms } from "./receipt.ts";
import type { SmscOptions } from "./smsc.ts";
import { SmscSimulator } from "./smsc.ts";
import { UcpSmscSimulator } from "./ucp/smsc.ts";

const usage = `npm run simulator -- [flags]
  --host HOST              address to listen on (127.0.0.1)
  --port PORT              port to listen on, 0 for a free one (2775)
  --ucp-port PORT          speak EMI/UCP there, 0 for a free port (none)
  --http-port PORT         be an operator with an HTTP API there, 0 for a free port (none)
  --http-token TOKEN       the only bearer token it lets in (any)
  --http-receipt-url URL   where it reports receipts (what a message says)
  --http-inbound-url URL   where it reports texts from handsets (nowhere)
  --system-id ID           the only system_id or OAdC let in (any)
  --password PASSWORD      the only password let in (any)
  --tls-cert FILE          speak TLS with this certificate, PEM
  --tls-key FILE           and this key
  --tls-ca FILE            demand client certificates of these authorities
  --receipt-delay-ms MS    from submit_sm to its receipt (500)
  --receipt-form FORM      text, tlv or both (text)
  --data FILE              SQLite file that keeps submits and outstanding receipts (memory)
  --ucp-data FILE          the same for those of EMI/UCP (memory)
  --control-port PORT      HTTP control on 127.0.0.1, 0 for a free port (none)
  --json                   one line of JSON when ready`;

const portSchema = z.coerce.number().int().min(0).max(65_535);

const flagsObject = z.object({
  host: z.string().default("127.0.0.1"),
  port: portSchema.default(2775),
  "ucp-port": portSchema.optional(),
  "http-port": portSchema.optional(),
  "http-token": z.string().optional(),
  "http-receipt-url": z.url().optional(),
  "http-inbound-url": z.url().optional(),
  "system-id": z.string().optional(),
  password: z.string().optional(),
  "tls-cert": z.string().optional(),
  "tls-key": z.string().optional(),
  "tls-ca": z.string().optional(),
  "receipt-delay-ms": z.coerce.number().int().min(0).default(500),
  "receipt-form": z.enum(receiptForms).default("text"),
  data: z.string().optional(),
  "ucp-data": z.string().optional(),
  "control-port": portSchema.optional(),
  json: z.boolean().default(false),
  help: z.boolean().default(false),
});

const flagsSchema = flagsObject.refine(
  (flags) =>
    (flags["tls-cert"] === undefined) === (flags["tls-key"] === undefined) &&
    (flags["tls-ca"] === undefined || flags["tls-cert"] !== undefined),
  "--tls-cert and --tls-key come together, and --tls-ca comes with them.",
);

type Flags = z.infer<typeof flagsSchema>;

/** What the TLS flags ask for; the files are read once, at the start. */
function tlsFrom(flags: Flags): SmscOptions["tls"] {
  const { "tls-cert": certificate, "tls-key": key, "tls-ca": clientCa } = flags;
  if (certificate === undefined || key === undefined) {
    return undefined;
  }
  return {
    certificatePem: readFileSync(certificate, "utf8"),
    keyPem: readFileSync(key, "utf8"),
    ...(clientCa !== undefined && { clientCaPem: readFileSync(clientCa, "utf8") }),
  };
}

function readFlags(): Flags | string {
  try {
    const { values } = parseArgs({
      options: {
        host: { type: "string" },
        port: { type: "string" },
        "ucp-port": { type: "string" },
        "http-port": { type: "string" },
        "http-token": { type: "string" },
        "http-receipt-url": { type: "string" },
        "http-inbound-url": { type: "string" },
        "system-id": { type: "string" },
        password: { type: "string" },
        "tls-cert": { type: "string" },
        "tls-key": { type: "string" },
        "tls-ca": { type: "string" },
        "receipt-delay-ms": { type: "string" },
        "receipt-form": { type: "string" },
        data: { type: "string" },
        "ucp-data": { type: "string" },
        "control-port": { type: "string" },
        json: { type: "boolean" },
        help: { type: "boolean" },
      },
    });
    const parsed = flagsSchema.safeParse(values);
    return parsed.success ? parsed.data : z.prettifyError(parsed.error);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function optionsFrom(flags: Flags): SmscOptions {
  const tls = tlsFrom(flags);
  return {
    host: flags.host,
    port: flags.port,
    receiptDelayMs: flags["receipt-delay-ms"],
    receiptForm: flags["receipt-form"],
    now: () => Date.now(),
    ...(tls !== undefined && { tls }),
    ...(flags["system-id"] === undefined ? {} : { systemId: flags["system-id"] }),
    ...(flags.password === undefined ? {} : { password: flags.password }),
  };
}

/** The operator with an HTTP API, where one was asked for. */
function httpOperatorFrom(flags: Flags): HttpOperatorSimulator | undefined {
  const {
    "http-port": port,
    "http-token": token,
    "http-receipt-url": receiptUrl,
    "http-inbound-url": inboundUrl,
  } = flags;
  if (port === undefined) {
    return undefined;
  }
  return new HttpOperatorSimulator({
    host: flags.host,
    port,
    receiptDelayMs: flags["receipt-delay-ms"],
    now: () => Date.now(),
    ...(token !== undefined && { token }),
    ...(receiptUrl !== undefined && { receiptUrl }),
    ...(inboundUrl !== undefined && { inboundUrl }),
  });
}

/** Which file a simulator keeps its submits in. */
function dataIn(dataFile: string | undefined): { dataFile?: string } {
  return dataFile === undefined ? {} : { dataFile };
}

async function run(flags: Flags): Promise<void> {
  const options = optionsFrom(flags);
  const smsc = new SmscSimulator({ ...options, ...dataIn(flags.data) });
  const { host, port } = await smsc.listen();
  const ucpPort = flags["ucp-port"];
  const ucpSmsc =
    ucpPort === undefined
      ? undefined
      : new UcpSmscSimulator({ ...options, ...dataIn(flags["ucp-data"]), port: ucpPort });
  const ucp = await ucpSmsc?.listen();
  const httpOperator = httpOperatorFrom(flags);
  const http = await httpOperator?.listen();
  const controlPort = flags["control-port"];
  const control = controlPort === undefined ? undefined : await listenControl(smsc, controlPort, ucpSmsc);

  let ending = false;
  const end = (): void => {
    if (ending) {
      return;
    }
    ending = true;
    control?.server.closeAllConnections();
    control?.server.close();
    void Promise.all([smsc.close(), ucpSmsc?.close(), httpOperator?.close()]).then(() => process.exit(0));
  };
  process.on("SIGINT", end);
  process.on("SIGTERM", end);
  // Spawned with IPC, it ends with whoever spawned it.
  process.on("disconnect", end);

  if (flags.json) {
    const ports = {
      ...(ucp && { ucpPort: ucp.port }),
      ...(http && { httpPort: http.port }),
      ...(control && { controlPort: control.port }),
    };
    console.log(JSON.stringify({ ready: true, host, port, ...ports }));
  } else {
    console.log(`SMSC simulator on ${host}:${port}`);
    if (ucp !== undefined) {
      console.log(`EMI/UCP on ${ucp.host}:${ucp.port}`);
    }
    if (http !== undefined) {
      console.log(`HTTP operator on http://${http.host}:${http.port}`);
    }
    if (control !== undefined) {
      console.log(`Control on http://127.0.0.1:${control.port}`);
    }
  }
}

const flags = readFlags();
if (typeof flags === "string") {
  console.error(`${flags}\n\n${usage}`);
  process.exit(2);
}
if (flags.help) {
  console.log(usage);
} else {
  try {
    await run(flags);
  } catch (error) {
    console.error(`The simulator cannot start: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  }
}
