import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { CarrierConfig } from "../src/carriers/carrier.ts";
import type { BindConfig } from "../src/link/bind-config.ts";
import type { Smsc } from "./flags.ts";
import { readJsonFile, writeJsonFile } from "./json-file.ts";

const accountSchema = z.object({ id: z.string(), apiKey: z.object({ id: z.string(), key: z.string() }) });
const carrierSchema = z.object({ binds: z.array(z.object({ id: z.string(), state: z.string() })) });

const carriersSchema = z.object({ data: z.array(z.object({ id: z.string() })) });
const peopleSchema = z.object({ data: z.array(z.unknown()) });
const linkSchema = z.object({ link: z.string() });
const versionSchema = z.object({ version: z.number() });
const configurationSchema = z.object({
  configuration: z.looseObject({ id: z.string(), binds: z.array(z.looseObject({ id: z.string() })) }),
});

export type LocalAccount = z.infer<typeof accountSchema>;

export interface AccountLimits {
  segmentsPerSecond: number;
  burstSegments: number;
}

export type CarrierSettings = Partial<Pick<CarrierConfig, "onUnknown" | "queryAfterSeconds" | "holdSentMs">>;

/** Set so high that nobody meets them by hand, and low enough to show that they are there. */
const localLimits: AccountLimits = { segmentsPerSecond: 20_000, burstSegments: 100_000 };

/** The operator's side of the API: what a stack needs before the first text can leave. */
export class Admin {
  readonly #url: string;
  readonly #key: string;

  constructor(url: string, key: string) {
    this.#url = url;
    this.#key = key;
  }

  async createAccount(name: string, limits: AccountLimits): Promise<LocalAccount> {
    return accountSchema.parse(await this.#call("POST", "/admin/v1/accounts", { name, limits }));
  }

  /** The carrier every text takes, with one bind to `smsc`; what neither `bind` nor `carrier` names is left to the defaults. */
  async putCarrier(
    { host, port, systemId, password }: Smsc,
    bind: Partial<BindConfig> = {},
    carrier: CarrierSettings = {},
  ): Promise<void> {
    await this.#call("PUT", "/admin/v1/carriers/default", {
      ...carrier,
      name: "Default",
      binds: [{ ...bind, id: "default-1", host, port, systemId, password }],
    });
  }

  /** The first time as `putCarrier`; later the bind goes to `smsc`, and whatever else an operator changed stays. */
  async keepCarrier(smsc: Smsc): Promise<void> {
    const { data } = carriersSchema.parse(await this.#call("GET", "/admin/v1/carriers?limit=1000"));
    if (!data.some(({ id }) => id === "default")) return this.putCarrier(smsc);
    const { version } = versionSchema.parse(await this.#call("GET", "/admin/v1/carriers/default"));
    const path = `/admin/v1/carriers/default/versions/${version}`;
    const { binds, id: _, ...rest } = configurationSchema.parse(await this.#call("GET", path)).configuration;
    const { host, port, systemId, password } = smsc;
    await this.#call("PUT", "/admin/v1/carriers/default", {
      ...rest,
      binds: binds.map((bind) => (bind.id === "default-1" ? { ...bind, host, port, systemId, password } : bind)),
    });
  }

  async hasOperators(): Promise<boolean> {
    const { data } = peopleSchema.parse(await this.#call("GET", "/admin/v1/people?operator=true&limit=1"));
    return data.length > 0;
  }

  /** The token of a link that makes whoever uses it an operator. */
  async inviteOperator(): Promise<string> {
    const { link } = linkSchema.parse(
      await this.#call("POST", "/admin/v1/invitations", { operator: true, email: null }),
    );
    return link.slice(link.lastIndexOf("/") + 1);
  }

  /** Whether the bind came up in time. */
  async waitUntilBound(timeoutMs: number): Promise<boolean> {
    const deadline = Date.now() + timeoutMs;
    while (Date.now() < deadline) {
      const { binds } = carrierSchema.parse(await this.#call("GET", "/admin/v1/carriers/default"));
      if (binds.length > 0 && binds.every((bind) => bind.state === "bound")) return true;
      await sleep(50);
    }
    return false;
  }

  async #call(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(this.#url + path, {
      method,
      headers: { authorization: `Bearer ${this.#key}`, "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
    return response.json();
  }
}

/** The account whose key the banner shows: made on the first start, the same ever after. */
export async function loadLocalAccount(file: string, admin: Admin): Promise<LocalAccount> {
  const kept = await readJsonFile(file, accountSchema);
  if (kept) return kept;
  const made = await admin.createAccount("Local", localLimits);
  await writeJsonFile(file, made);
  return made;
}
