import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { classNames } from "../../../ui/class-names.ts";
import { ConnectorBox, DatabaseBox, EdgeBox, AccountsBox, QueueBox } from "./map-boxes.tsx";
import { CarrierBox } from "./map-carrier.tsx";
import { middlesOf, stackPx, wirePath } from "./map-wires.ts";
import type { Rates } from "./use-rates.ts";
import type { Snapshot, System } from "./use-system.ts";

const boxPx = 84;
const carrierPx = 158;
const gapPx = 14;
const quiet = "text-line-strong";

interface SystemMapProps {
  system: System;
  rates: Rates | undefined;
  nowMs: number;
}

/** From the edge to the operators, left to right. Where there is little room the columns stand one below the other, without wires. */
export function SystemMap({ system, rates, nowMs }: SystemMapProps): ReactNode {
  const t = useTranslations("operator.system");
  const { queues, carriers, connectors } = system;
  const columns = [3, queues.length, connectors.length].map((count) => Array.from({ length: count }, () => boxPx));
  const carrierHeights = carriers.map(() => carrierPx);
  const heightPx = Math.max(...[...columns, carrierHeights].map((heights) => stackPx(heights, gapPx)), boxPx);
  const [first = [], queueHeights = [], connectorHeights = []] = columns;
  const firstAt = middlesOf(first, gapPx, heightPx);
  const queuesAt = middlesOf(queueHeights, gapPx, heightPx);
  const carriersAt = middlesOf(carrierHeights, gapPx, heightPx);
  const connectorsAt = middlesOf(connectorHeights, gapPx, heightPx);

  const [, accountsAt = 0, databaseAt = 0] = firstAt;
  // Texts go from the accounts to the carriers, what became of them comes back and is written down.
  const intake = queues.flatMap(({ name }, index) => {
    const from = name.startsWith("outbound") ? accountsAt : name.startsWith("events") ? databaseAt : undefined;
    return from === undefined ? [] : [{ key: name, path: wirePath(from, at(queuesAt, index)), tone: quiet }];
  });
  const outbound = queues.findIndex(({ name }) => name.startsWith("outbound"));
  const handed = carriers.map(({ id, now }, index) => ({
    key: id,
    path: wirePath(at(queuesAt, Math.max(0, outbound)), at(carriersAt, index)),
    tone: toneOf(now),
  }));
  const events = queues.findIndex(({ name }) => name.startsWith("events"));
  const told =
    events < 0
      ? []
      : carriers.map(({ id }, index) => ({
          key: `${id} events`,
          path: wirePath(at(queuesAt, events), at(carriersAt, index)),
          tone: quiet,
          dashed: true,
        }));
  const links = carriers.flatMap(({ id, now }, carrier) =>
    (now?.links ?? []).flatMap(({ connector, binds }) => {
      const place = connectors.findIndex((known) => known.id === connector);
      return place < 0 || binds.length === 0
        ? []
        : [
            {
              key: `${id} ${connector}`,
              path: wirePath(at(carriersAt, carrier), at(connectorsAt, place)),
              tone: toneOf(now),
            },
          ];
    }),
  );

  return (
    <div className="grid items-center gap-5 lg:grid-cols-[10.5rem_2.5rem_10.5rem_2.5rem_minmax(0,1fr)_2.5rem_11.5rem] lg:gap-0">
      <Column label={t("columns.edge")}>
        <EdgeBox acceptedPerMinute={rates?.acceptedPerMinute} />
        <AccountsBox watched={system.watched} />
        <DatabaseBox {...system.database} />
      </Column>
      <Wires heightPx={heightPx} wires={intake} />
      <Column label={t("columns.queues")}>
        {queues.map((queue) => (
          <QueueBox key={queue.name} {...queue} nowMs={nowMs} />
        ))}
      </Column>
      <Wires heightPx={heightPx} wires={[...told, ...handed]} />
      <Column label={t("columns.carriers")}>
        {carriers.length === 0 && <li className="text-center text-muted">{t("noCarriers")}</li>}
        {carriers.map((carrier) => (
          <CarrierBox
            key={carrier.id}
            carrier={carrier}
            rate={rates?.sentPerSecond.get(carrier.id) ?? 0}
            nowMs={nowMs}
          />
        ))}
      </Column>
      <Wires heightPx={heightPx} wires={links} />
      <Column label={t("columns.connectors")}>
        {connectors.length === 0 && <li className="text-center text-muted">{t("noConnectors")}</li>}
        {connectors.map((connector) => (
          <ConnectorBox key={connector.id} connector={connector} carriers={carriers} nowMs={nowMs} />
        ))}
      </Column>
    </div>
  );
}

function at(middles: readonly number[], index: number): number {
  return middles[index] ?? 0;
}

function toneOf(now: Snapshot | null): string {
  if (now === null || now.state === "disabled") return quiet;
  if (now.state === "up") return "text-good";
  return now.state === "throttled" || now.state === "draining" ? "text-accent" : "text-bad";
}

function Column({ label, children }: { label: string; children: ReactNode }): ReactNode {
  return (
    <section aria-label={label} className="min-w-0">
      <h3 className="mb-2 text-xs font-medium text-muted lg:sr-only">{label}</h3>
      <ul className="grid gap-3.5 sm:grid-cols-2 lg:grid-cols-1">{children}</ul>
    </section>
  );
}

interface Wire {
  key: string;
  path: string;
  tone: string;
  dashed?: boolean;
}

function Wires({ heightPx, wires }: { heightPx: number; wires: readonly Wire[] }): ReactNode {
  return (
    <svg
      aria-hidden
      viewBox={`0 0 100 ${heightPx}`}
      preserveAspectRatio="none"
      className="hidden w-full lg:block"
      style={{ height: heightPx }}
    >
      {wires.map(({ key, path, tone, dashed }) => (
        <path
          key={key}
          d={path}
          fill="none"
          stroke="currentColor"
          strokeWidth={1.5}
          vectorEffect="non-scaling-stroke"
          {...(dashed === true && { strokeDasharray: "3 4" })}
          className={classNames(tone, "opacity-70")}
        />
      ))}
    </svg>
  );
}
