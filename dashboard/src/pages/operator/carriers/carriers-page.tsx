import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { useTranslations } from "use-intl";
import type { Schema } from "../../../api/client.ts";
import { read } from "../../../api/queries.ts";
import { useFormat } from "../../../format/use-format.ts";
import { defined } from "../../../routes/search.ts";
import { Card } from "../../../ui/card.tsx";
import { CursorPager } from "../../../ui/cursor-pager.tsx";
import { columnsOf, DataTable } from "../../../ui/data-table.tsx";
import { LinkButton } from "../../../ui/link-button.tsx";
import { Page } from "../../../ui/page.tsx";
import { Empty } from "../../../ui/states.tsx";
import { CarrierStateBadge, ServiceBadge } from "../shared/state-badges.tsx";
import { useSystem } from "../system/use-system.ts";

type Snapshot = Schema<"CarrierSnapshot">;
type Row = Schema<"ListedCarrier"> & { now: Snapshot };

const route = getRouteApi("/signed-in/operator/carriers");

export function CarriersPage(): ReactNode {
  const t = useTranslations("operator.carriers");
  const { cursor } = route.useSearch();
  const navigate = route.useNavigate();
  const carriers = useQuery(
    read(null, "/admin/v1/carriers", { params: { query: { limit: 50, ...defined({ cursor }) } } }),
  );
  const system = useSystem();
  const rows = useMemo(() => {
    const snapshots = new Map(system.data?.carriers.map(({ id, now }) => [id, now]));
    return carriers.data?.data.map((carrier): Row => ({ ...carrier, now: snapshots.get(carrier.id) ?? null }));
  }, [carriers.data, system.data]);
  const columns = useCarrierColumns();
  const add = (
    <LinkButton to="/operator/carriers/new" variant="primary" icon={Plus}>
      {t("new")}
    </LinkButton>
  );
  return (
    <Page title={t("title")} description={t("description")} actions={add}>
      <Card flush>
        <DataTable
          label={t("title")}
          columns={columns}
          rows={rows}
          idOf={({ id }) => id}
          error={carriers.error}
          onRetry={() => void carriers.refetch()}
          empty={<Empty title={t("empty")} description={t("emptyDetail")} action={add} />}
          footer={
            <CursorPager
              cursor={cursor}
              nextCursor={carriers.data?.nextCursor}
              onCursor={(next) => void navigate({ search: defined({ cursor: next }) })}
              busy={carriers.isFetching}
            />
          }
        />
      </Card>
    </Page>
  );
}

function useCarrierColumns() {
  const t = useTranslations("operator.carriers");
  const format = useFormat();
  return useMemo(
    () =>
      columnsOf<Row>()((column) => [
        column.accessor("name", {
          header: t("columns.name"),
          meta: { grow: true },
          cell: ({ row: { original: carrier } }) => (
            <Link
              to="/operator/carriers/$carrierId"
              params={{ carrierId: carrier.id }}
              className="font-medium underline-offset-4 hover:underline"
            >
              {carrier.name}
            </Link>
          ),
        }),
        column.accessor("service", {
          header: t("columns.service"),
          cell: ({ getValue }) => <ServiceBadge service={getValue()} />,
        }),
        column.display({
          id: "state",
          header: t("columns.state"),
          cell: ({ row: { original } }) => <CarrierStateBadge state={original.now?.state ?? null} />,
        }),
        column.display({
          id: "binds",
          header: t("columns.binds"),
          meta: { align: "right", hideOnPhone: true },
          cell: ({ row: { original } }) =>
            original.now === null
              ? ""
              : `${original.now.binds.filter(({ state }) => state === "bound").length}/${original.now.binds.length}`,
        }),
        column.display({
          id: "waiting",
          header: t("columns.waiting"),
          meta: { align: "right" },
          cell: ({ row: { original } }) => (original.now === null ? "" : format.count(original.now.waitingTexts)),
        }),
        column.display({
          id: "pace",
          header: t("columns.pace"),
          meta: { align: "right", hideOnPhone: true },
          cell: ({ row: { original } }) =>
            original.now === null || original.now.allowedPerSecond === null
              ? ""
              : format.count(Math.round(original.now.allowedPerSecond)),
        }),
        column.accessor("version", {
          header: t("columns.version"),
          meta: { align: "right", hideOnPhone: true },
        }),
      ]),
    [t, format],
  );
}
