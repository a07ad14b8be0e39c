import { useQuery } from "@tanstack/react-query";
import { AtSign, Layers } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { useTranslations } from "use-intl";
import type { Schema } from "../../api/client.ts";
import { read } from "../../api/queries.ts";
import { useFormat } from "../../format/use-format.ts";
import { useAccount } from "../../session/account.ts";
import { Badge } from "../../ui/badge.tsx";
import { Card } from "../../ui/card.tsx";
import { columnsOf, DataTable } from "../../ui/data-table.tsx";
import { Page } from "../../ui/page.tsx";
import { Empty } from "../../ui/states.tsx";
import { SenderPools } from "./sender-pools.tsx";

/** What the account may send as; operators register senders, so this is for looking. */
export function SendersPage(): ReactNode {
  const t = useTranslations("senders");
  const format = useFormat();
  const account = useAccount();
  const register = useQuery(read(account.id, "/v1/senders"));
  const columns = useMemo(
    () =>
      columnsOf<Schema<"Sender">>()((column) => [
        column.accessor("address", {
          header: t("columns.address"),
          cell: ({ getValue }) => <span className="font-medium">{getValue()}</span>,
        }),
        column.accessor("kind", { header: t("columns.kind"), cell: ({ getValue }) => t(`kinds.${getValue()}`) }),
        column.accessor("countries", {
          header: t("columns.countries"),
          meta: { grow: true, hideOnPhone: true },
          cell: ({ getValue }) =>
            getValue()
              ?.map((code) => format.country(code))
              .join(", ") ?? t("everywhere"),
        }),
        column.accessor("status", {
          header: t("columns.status"),
          cell: ({ getValue }) => (
            <Badge tone={getValue() === "active" ? "good" : "neutral"} dot>
              {t(`statuses.${getValue()}`)}
            </Badge>
          ),
        }),
      ]),
    [t, format],
  );
  const isOpen = register.data?.senders === null;
  return (
    <Page title={t("title")} description={t("description")}>
      <Card title={t("list")} flush>
        <DataTable
          label={t("list")}
          columns={columns}
          rows={register.data && (register.data.senders ?? [])}
          idOf={({ address }) => address}
          error={register.error}
          onRetry={() => void register.refetch()}
          empty={
            <Empty
              icon={AtSign}
              title={isOpen ? t("any") : t("empty")}
              description={isOpen ? t("anyDetail") : t("emptyDetail")}
            />
          }
        />
      </Card>
      {register.data && (
        <Card title={t("pools")} description={t("poolsDetail")} flush>
          {register.data.senderPools.length === 0 ? (
            <Empty icon={Layers} title={t("noPools")} />
          ) : (
            <SenderPools pools={register.data.senderPools} />
          )}
        </Card>
      )}
    </Page>
  );
}
