import { Link } from "@tanstack/react-router";
import { type ReactNode, useMemo } from "react";
import { useTranslations } from "use-intl";
import { useFormat } from "../../../format/use-format.ts";
import { columnsOf, DataTable } from "../../../ui/data-table.tsx";
import { Empty } from "../../../ui/states.tsx";
import { CarrierStateBadge } from "../shared/state-badges.tsx";
import { type CarrierFacts, carrierFacts } from "./system-facts.ts";
import type { Rates } from "./use-rates.ts";
import type { Carrier } from "./use-system.ts";

interface Row {
  carrier: Carrier;
  facts: CarrierFacts;
  rate: number;
}

interface CarriersTableProps {
  carriers: readonly Carrier[];
  rates: Rates | undefined;
  nowMs: number;
}

/** The picture in words. */
export function CarriersTable({ carriers, rates, nowMs }: CarriersTableProps): ReactNode {
  const t = useTranslations("operator.system");
  const rows = carriers.map((carrier): Row => ({
    carrier,
    facts: carrierFacts(carrier, nowMs),
    rate: rates?.sentPerSecond.get(carrier.id) ?? 0,
  }));
  return (
    <DataTable
      label={t("table")}
      columns={useCarrierColumns()}
      rows={rows}
      idOf={({ carrier }) => carrier.id}
      empty={<Empty title={t("noCarriers")} />}
    />
  );
}

function useCarrierColumns() {
  const t = useTranslations("operator.system");
  const format = useFormat();
  return useMemo(() => {
    const perSecond = (value: number | null | undefined): string =>
      value === null || value === undefined ? "" : format.count(Math.round(value * 10) / 10);
    return columnsOf<Row>()((column) => [
      column.accessor("carrier.name", {
        header: t("carrier"),
        cell: ({ row: { original } }) => (
          <Link
            to="/operator/carriers/$carrierId"
            params={{ carrierId: original.carrier.id }}
            className="font-medium underline-offset-4 hover:underline"
          >
            {original.carrier.name}
          </Link>
        ),
      }),
      column.display({
        id: "state",
        header: t("state"),
        cell: ({ row: { original } }) => <CarrierStateBadge state={original.carrier.now?.state ?? null} />,
      }),
      column.display({
        id: "binds",
        header: t("binds"),
        meta: { align: "right" },
        cell: ({ row: { original } }) => `${original.facts.boundBinds}/${original.facts.binds}`,
      }),
      column.display({
        id: "window",
        header: t("inFlight"),
        meta: { align: "right" },
        cell: ({ row: { original } }) => format.count(original.carrier.now?.segmentsInFlight ?? 0),
      }),
      column.display({
        id: "windowSize",
        header: t("window"),
        meta: { align: "right" },
        cell: ({ row: { original } }) => format.count(original.carrier.now?.windowSize ?? 0),
      }),
      column.accessor("rate", {
        header: t("nowRate"),
        meta: { align: "right" },
        cell: ({ getValue }) => perSecond(getValue()),
      }),
      column.display({
        id: "allowed",
        header: t("allowedRate"),
        meta: { align: "right" },
        cell: ({ row: { original } }) => perSecond(original.carrier.now?.allowedPerSecond),
      }),
      column.display({
        id: "agreed",
        header: t("agreedRate"),
        meta: { align: "right" },
        cell: ({ row: { original } }) => perSecond(original.carrier.now?.agreedPerSecond),
      }),
      column.display({
        id: "waiting",
        header: t("waiting"),
        meta: { align: "right" },
        cell: ({ row: { original } }) => format.count(original.facts.backlog),
      }),
      column.display({
        id: "age",
        header: t("age"),
        meta: { align: "right" },
        cell: ({ row: { original } }) =>
          original.facts.oldestMs === null ? "" : format.duration(original.facts.oldestMs),
      }),
      column.display({
        id: "breaker",
        header: t("breakerColumn"),
        cell: ({ row: { original } }) =>
          original.carrier.now === null ? "" : t(`breaker.${original.carrier.now.breaker}`),
      }),
    ]);
  }, [t, format]);
}
