import { z } from "zod";

const mebibyte = 2 ** 20;

/** What the command line and the environment say of traces and of the PDU log. */
export const observerOptionsShape = {
  pduLog: z.object({
    level: z.enum(["off", "headers", "full"], "off, headers or full: --pdu-log").default("off"),
    folder: z.string().min(1).default(".heliograph/pdu-log"),
    format: z.enum(["csv", "json"], "csv or json: HELIOGRAPH_CONNECTOR_PDU_LOG_FORMAT").default("csv"),
    fileBytes: mebibytes("HELIOGRAPH_CONNECTOR_PDU_LOG_FILE_MB", 64),
    totalBytes: mebibytes("HELIOGRAPH_CONNECTOR_PDU_LOG_TOTAL_MB", 1_024),
    fileMs: z.coerce
      .number("a number of seconds: HELIOGRAPH_CONNECTOR_PDU_LOG_FILE_SECONDS")
      .min(1, "1 or more: HELIOGRAPH_CONNECTOR_PDU_LOG_FILE_SECONDS")
      .max(3_600, "3,600 at most: HELIOGRAPH_CONNECTOR_PDU_LOG_FILE_SECONDS")
      .default(3_600)
      .transform((seconds) => Math.round(seconds * 1_000)),
    ship: z.enum(["on", "off"], "on or off: HELIOGRAPH_CONNECTOR_PDU_LOG_SHIP").default("on"),
  }),
  traces: z.object({
    url: z
      .string()
      .refine((url) => url === "off" || isHttpUrl(url), "off, or an http or https URL: --traces")
      .default("off"),
    headers: z.string().default(""),
  }),
};

function isHttpUrl(text: string): boolean {
  return z.url({ protocol: /^https?$/ }).safeParse(text).success;
}

function mebibytes(name: string, byDefault: number) {
  return z.coerce
    .number(`a number of mebibytes: ${name}`)
    .min(1, `1 or more: ${name}`)
    .max(1_048_576, `1,048,576 at most: ${name}`)
    .default(byDefault)
    .transform((count) => Math.round(count * mebibyte));
}

export function readObserverOptions(
  flags: Readonly<Record<string, string | boolean | undefined>>,
  environment: Readonly<Record<string, string | undefined>>,
) {
  return {
    pduLog: {
      level: flags["pdu-log"] ?? environment["HELIOGRAPH_CONNECTOR_PDU_LOG"],
      folder: flags["pdu-log-folder"] ?? environment["HELIOGRAPH_CONNECTOR_PDU_LOG_FOLDER"],
      format: environment["HELIOGRAPH_CONNECTOR_PDU_LOG_FORMAT"],
      fileBytes: environment["HELIOGRAPH_CONNECTOR_PDU_LOG_FILE_MB"],
      totalBytes: environment["HELIOGRAPH_CONNECTOR_PDU_LOG_TOTAL_MB"],
      fileMs: environment["HELIOGRAPH_CONNECTOR_PDU_LOG_FILE_SECONDS"],
      ship: environment["HELIOGRAPH_CONNECTOR_PDU_LOG_SHIP"],
    },
    traces: {
      url: flags["traces"] ?? environment["HELIOGRAPH_TRACES"],
      headers: environment["HELIOGRAPH_TRACES_HEADERS"],
    },
  };
}
