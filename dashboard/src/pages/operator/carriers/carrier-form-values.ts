import type { CarrierConfiguration, NewCarrier } from "./carrier-calls.ts";

type NewBind = NonNullable<NewCarrier["binds"]>[number];

/** A bind as the form has it: numbers are texts while one types, nothing typed is no number. */
export interface BindValues {
  id: string;
  kind: "smpp" | "ucp";
  host: string;
  port: string;
  systemId: string;
  /** Empty: the one that is stored stays. */
  password: string;
  mode: "transceiver" | "transmitter" | "receiver";
  windowSize: string;
  throughputPerSecond: string;
  tls: boolean;
  enabled: boolean;
}

export interface CarrierValues {
  name: string;
  segmentsPerSecond: string;
  maxAttempts: string;
  holdSentMs: string;
  onUnknown: CarrierConfiguration["onUnknown"];
  queryAfterSeconds: string;
  unboundAfterSeconds: string;
  throttledAfterSeconds: string;
  alphabet: NarrowAlphabet;
  dataCoding: string;
  ucs2DataCoding: string;
  concatenation: Concatenation;
  registeredDelivery: string;
  binds: BindValues[];
}

type SubmitProfile = CarrierConfiguration["submitProfile"];
export type NarrowAlphabet = NonNullable<NonNullable<SubmitProfile["narrow"]>["alphabet"]>;
export type Concatenation = NonNullable<SubmitProfile["concatenation"]>;

export const narrowAlphabets: readonly NarrowAlphabet[] = ["gsm7", "packed", "ascii", "latin1", "latin9"];
export const concatenations: readonly Concatenation[] = ["udh8", "udh16", "sar", "payload"];
export const unknownPolicies: readonly CarrierConfiguration["onUnknown"][] = ["resend", "wait", "query", "fail"];

export const emptyBind: BindValues = {
  id: "",
  kind: "smpp",
  host: "",
  port: "2775",
  systemId: "",
  password: "",
  mode: "transceiver",
  windowSize: "100",
  throughputPerSecond: "",
  tls: false,
  enabled: true,
};

/** What is stored as what may be sent again. Secrets are never in it; those that are left out stay. */
export function editableOf(configuration: CarrierConfiguration): NewCarrier {
  const { id: _, ...rest } = configuration;
  return rest;
}

export function valuesOf(base: NewCarrier): CarrierValues {
  const { submitProfile: profile = {}, failover } = base;
  return {
    name: base.name,
    segmentsPerSecond: numberText(base.segmentsPerSecond),
    maxAttempts: numberText(base.maxAttempts ?? 5),
    holdSentMs: numberText(base.holdSentMs ?? 5_000),
    onUnknown: base.onUnknown ?? "resend",
    queryAfterSeconds: numberText(base.queryAfterSeconds ?? 3_600),
    unboundAfterSeconds: numberText(failover?.unboundAfterSeconds),
    throttledAfterSeconds: numberText(failover?.throttledAfterSeconds),
    alphabet: profile.narrow?.alphabet ?? "gsm7",
    dataCoding: numberText(profile.narrow?.dataCoding ?? 0),
    ucs2DataCoding: numberText(profile.ucs2DataCoding ?? 8),
    concatenation: profile.concatenation ?? "udh8",
    registeredDelivery: numberText(profile.registeredDelivery ?? 1),
    binds: (base.binds ?? []).map(bindValues),
  };
}

/** The configuration that the form says. What the form has no field for stays as it is in `base`. */
export function configurationOf(values: CarrierValues, base: NewCarrier): NewCarrier {
  const known = new Map((base.binds ?? []).map((bind) => [bind.id, bind]));
  const { unboundAfterSeconds, throttledAfterSeconds } = values;
  return {
    ...base,
    name: values.name.trim(),
    segmentsPerSecond: numberOf(values.segmentsPerSecond),
    ...given("maxAttempts", numberOf(values.maxAttempts)),
    ...given("holdSentMs", numberOf(values.holdSentMs)),
    onUnknown: values.onUnknown,
    ...given("queryAfterSeconds", numberOf(values.queryAfterSeconds)),
    ...((unboundAfterSeconds !== "" || throttledAfterSeconds !== "") && {
      failover: {
        ...base.failover,
        ...given("unboundAfterSeconds", numberOf(unboundAfterSeconds)),
        ...given("throttledAfterSeconds", numberOf(throttledAfterSeconds)),
      },
    }),
    submitProfile: {
      ...base.submitProfile,
      narrow: {
        ...base.submitProfile?.narrow,
        alphabet: values.alphabet,
        ...given("dataCoding", numberOf(values.dataCoding)),
      },
      ...given("ucs2DataCoding", numberOf(values.ucs2DataCoding)),
      concatenation: values.concatenation,
      ...given("registeredDelivery", numberOf(values.registeredDelivery)),
    },
    binds: values.binds.map((bind) => bindOf(bind, known.get(bind.id.trim()))),
  };
}

function bindValues(bind: NewBind): BindValues {
  return {
    id: bind.id,
    kind: bind.kind ?? "smpp",
    host: bind.host,
    port: numberText(bind.port),
    systemId: bind.systemId,
    password: "",
    mode: bind.kind === "ucp" ? "transceiver" : (bind.mode ?? "transceiver"),
    windowSize: numberText(bind.windowSize ?? 100),
    throughputPerSecond: numberText(bind.throughputPerSecond),
    tls: (bind.tls ?? null) !== null,
    enabled: bind.enabled ?? true,
  };
}

function bindOf(values: BindValues, known: NewBind | undefined): NewBind {
  const shared = {
    ...(known !== undefined && (known.kind ?? "smpp") === values.kind && known),
    id: values.id.trim(),
    host: values.host.trim(),
    port: numberOf(values.port) ?? 0,
    systemId: values.systemId.trim(),
    ...(values.password !== "" && { password: values.password }),
    ...given("windowSize", numberOf(values.windowSize)),
    throughputPerSecond: numberOf(values.throughputPerSecond),
    tls: values.tls ? (known?.tls ?? {}) : null,
    enabled: values.enabled,
  };
  return values.kind === "ucp" ? { ...shared, kind: "ucp" } : { ...shared, kind: "smpp", mode: values.mode };
}

function numberText(value: number | null | undefined): string {
  return value === null || value === undefined ? "" : String(value);
}

function numberOf(text: string): number | null {
  return text.trim() === "" ? null : Number(text);
}

/** A value that may be left out, but not be null. */
function given<Name extends string>(name: Name, value: number | null): { [Key in Name]?: number } {
  return (value === null ? {} : { [name]: value }) as { [Key in Name]?: number };
}
