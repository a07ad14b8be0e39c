import { unwrap } from "../../../api/api-error.ts";
import { clientOf, type Schema } from "../../../api/client.ts";
import { onlyFor } from "../shared/use-review.ts";

export type Target = Schema<"AlarmTarget">;
export type TargetInput = Schema<"AlarmTargetsInput">["targets"][number];
export type TargetKind = Target["kind"];

export const targetKinds: readonly TargetKind[] = ["webhook", "email", "text"];

export function saveTargets(targets: TargetInput[], version: number): Promise<Schema<"SavedAlarmTargets">> {
  return unwrap(
    clientOf(null).PUT("/admin/v1/alarm-targets", { params: { header: onlyFor(version) }, body: { targets } }),
  );
}

/** What is stored, to be sent again. Secrets that are left out stay: headers are known only by their names. */
export function inputOf(target: Target): TargetInput {
  if (target.kind === "text") {
    const { accountId: _, apiKey: __, ...rest } = target;
    return rest;
  }
  const { headers: _, ...rest } = target;
  return rest;
}

/** A target as the form has it. */
export interface TargetValues {
  id: string;
  kind: TargetKind;
  enabled: boolean;
  leastSeverity: Target["leastSeverity"];
  url: string;
  to: string;
  from: string;
  apiKey: string;
  header: string;
  headerValue: string;
}

export function targetValues(target: Target | null): TargetValues {
  return {
    id: target?.id ?? "",
    kind: target?.kind ?? "webhook",
    enabled: target?.enabled ?? true,
    leastSeverity: target?.leastSeverity ?? "warning",
    url: target !== null && target.kind !== "text" ? target.url : "",
    to: target !== null && target.kind !== "webhook" ? target.to.join(", ") : "",
    from: target?.kind === "text" ? target.from : "",
    apiKey: "",
    header: "",
    headerValue: "",
  };
}

/** The target that the form says; the rules it is for stay what they were. */
export function targetOf(values: TargetValues, stored: Target | null): TargetInput {
  const shared = {
    id: values.id.trim(),
    enabled: values.enabled,
    leastSeverity: values.leastSeverity,
    rules: stored?.rules ?? null,
  };
  const to = values.to.split(/[\s,;]+/).filter((address) => address !== "");
  if (values.kind === "text") {
    return {
      ...shared,
      kind: "text",
      from: values.from.trim(),
      to,
      ...(values.apiKey !== "" && { apiKey: values.apiKey.trim() }),
    };
  }
  const way = {
    ...shared,
    url: values.url.trim(),
    ...(values.header !== "" && { headers: { [values.header.trim()]: values.headerValue.trim() } }),
  };
  return values.kind === "email" ? { ...way, kind: "email", to } : { ...way, kind: "webhook" };
}
