import { Boxes, Cable, Database, type LucideIcon, Radio, Rows3 } from "lucide-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useFormat } from "../../../format/use-format.ts";
import { classNames } from "../../../ui/class-names.ts";
import { Meter } from "./meter.tsx";
import type { Carrier, System } from "./use-system.ts";

interface BoxProps {
  icon: LucideIcon;
  title: ReactNode;
  tone?: "plain" | "warn" | "bad";
  children: ReactNode;
}

const frames = { plain: "border-line", warn: "border-accent", bad: "border-bad" };

/** Each is as high as the others of its column: the wires go to its middle. */
function Box({ icon: Icon, title, tone = "plain", children }: BoxProps): ReactNode {
  return (
    <li
      className={classNames(
        "flex h-[84px] min-w-0 flex-col justify-center overflow-hidden rounded-lg border bg-raised px-3 shadow-card",
        frames[tone],
      )}
    >
      <p className="flex items-center gap-2 font-medium">
        <Icon aria-hidden className="size-4 shrink-0 text-muted" />
        <span className="truncate">{title}</span>
      </p>
      <div className="figures mt-0.5 text-xs text-muted [&>p]:truncate">{children}</div>
    </li>
  );
}

export function EdgeBox({ acceptedPerMinute }: { acceptedPerMinute: number | undefined }): ReactNode {
  const t = useTranslations("operator.system");
  return (
    <Box icon={Radio} title={t("edge")}>
      <p>{acceptedPerMinute === undefined ? "" : t("acceptedPerMinute", { texts: acceptedPerMinute })}</p>
    </Box>
  );
}

export function AccountsBox({ watched }: { watched: number }): ReactNode {
  const t = useTranslations("operator.system");
  return (
    <Box
      icon={Boxes}
      title={
        <Link to="/operator/accounts" className="underline-offset-4 hover:underline">
          {t("accounts")}
        </Link>
      }
    >
      <p>{t("watchedNow", { count: watched })}</p>
    </Box>
  );
}

export function DatabaseBox({ sizeBytes, limitBytes }: System["database"]): ReactNode {
  const t = useTranslations("operator.system");
  const format = useFormat();
  const part = sizeBytes / limitBytes;
  return (
    <Box icon={Database} title={t("database")} tone={part > 0.9 ? "bad" : part > 0.7 ? "warn" : "plain"}>
      <p>{t("full", { part: format.rate(part) })}</p>
      <Meter label={t("database")} part={part} tone={part > 0.9 ? "bad" : "good"} />
    </Box>
  );
}

const lateMs = 60_000;

export function QueueBox({ name, backlog, oldestAt, nowMs }: System["queues"][number] & { nowMs: number }): ReactNode {
  const t = useTranslations("operator.system");
  const format = useFormat();
  const ageMs = oldestAt === null ? null : Math.max(0, nowMs - Date.parse(oldestAt));
  return (
    <Box icon={Rows3} title={name} tone={ageMs !== null && ageMs > lateMs ? "warn" : "plain"}>
      <p>{backlog === null ? t("notSaid") : t("batches", { count: backlog })}</p>
      {ageMs !== null && <p>{t("oldest", { age: format.duration(ageMs) })}</p>}
    </Box>
  );
}

const lostMs = 180_000;

interface ConnectorBoxProps {
  connector: System["connectors"][number];
  carriers: readonly Carrier[];
  nowMs: number;
}

export function ConnectorBox({ connector, carriers, nowMs }: ConnectorBoxProps): ReactNode {
  const t = useTranslations("operator.system");
  const format = useFormat();
  const isLost = nowMs - Date.parse(connector.lastSeenAt) > lostMs;
  const binds = carriers.flatMap(({ now }) => now?.binds.filter((bind) => bind.connector === connector.id) ?? []);
  const bound = binds.filter(({ state }) => state === "bound").length;
  return (
    <Box icon={Cable} title={connector.id} tone={isLost ? "bad" : connector.draining ? "warn" : "plain"}>
      <p>{t("boundOf", { bound, binds: binds.length })}</p>
      <p>
        {isLost
          ? t("lastSeen", { when: format.relative(connector.lastSeenAt, nowMs) })
          : connector.draining
            ? t("isDraining")
            : (connector.version ?? "")}
      </p>
    </Box>
  );
}
