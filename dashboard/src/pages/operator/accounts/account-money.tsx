import { useQuery } from "@tanstack/react-query";
import { Coins, Plus, SlidersHorizontal } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import type { Schema } from "../../../api/client.ts";
import { read } from "../../../api/queries.ts";
import { defined } from "../../../routes/search.ts";
import { Button } from "../../../ui/button.tsx";
import { Card } from "../../../ui/card.tsx";
import { CursorPager } from "../../../ui/cursor-pager.tsx";
import { DataTable } from "../../../ui/data-table.tsx";
import { Empty, Failure, Loading } from "../../../ui/states.tsx";
import { BalanceFigures } from "../../ledger/balance-figures.tsx";
import { useLedgerColumns } from "../../ledger/use-ledger-columns.tsx";
import { CreditDialog, type CreditKind } from "./credit-dialog.tsx";
import { MoneySettingsCard } from "./money-settings.tsx";

interface AccountMoneyProps {
  accountId: string;
  cursor: string | undefined;
  onCursor: (cursor: string | undefined) => void;
}

/** How it is charged, what it has, and every movement of its balance. */
export function AccountMoney({ accountId, cursor, onCursor }: AccountMoneyProps): ReactNode {
  const t = useTranslations("operator.account.money");
  const [open, setOpen] = useState<CreditKind>();
  const money = useQuery(read(null, "/admin/v1/accounts/{id}/money", { params: { path: { id: accountId } } }));
  if (money.isError) return <Failure error={money.error} onRetry={() => void money.refetch()} />;
  if (money.data === undefined) return <Loading />;
  const { balance } = money.data;
  return (
    <div className="grid gap-5">
      {balance === null ? (
        <Card>
          <Empty icon={Coins} title={t("notCharged")} description={t("notChargedDetail")} />
        </Card>
      ) : (
        <>
          <BalanceFigures balance={balance} />
          <div className="flex flex-wrap gap-2">
            <Button variant="primary" icon={Plus} onClick={() => setOpen("topUp")}>
              {t("topUp")}
            </Button>
            <Button icon={SlidersHorizontal} onClick={() => setOpen("adjust")}>
              {t("adjust")}
            </Button>
          </div>
        </>
      )}
      <MoneySettingsCard key={JSON.stringify(money.data.settings)} accountId={accountId} money={money.data} />
      {balance !== null && (
        <>
          <Ledger accountId={accountId} currency={balance.currency} cursor={cursor} onCursor={onCursor} />
          <CreditDialog accountId={accountId} balance={balance} kind={open} onClose={() => setOpen(undefined)} />
        </>
      )}
    </div>
  );
}

function Ledger({ accountId, currency, cursor, onCursor }: AccountMoneyProps & { currency: string }): ReactNode {
  const t = useTranslations("operator.account.money");
  const ledger = useQuery(
    read(null, "/admin/v1/accounts/{id}/ledger", {
      params: { path: { id: accountId }, query: { limit: 50, ...defined({ cursor }) } },
    }),
  );
  const columns = useLedgerColumns(currency);
  const rows: readonly Schema<"LedgerEntry">[] | undefined = ledger.data?.data;
  return (
    <Card title={t("ledger")} flush>
      <DataTable
        label={t("ledger")}
        columns={columns}
        rows={rows}
        idOf={({ id }) => id}
        error={ledger.error}
        onRetry={() => void ledger.refetch()}
        empty={<Empty title={t("noEntries")} />}
        footer={
          <CursorPager
            cursor={cursor}
            nextCursor={ledger.data?.nextCursor}
            onCursor={onCursor}
            busy={ledger.isFetching}
          />
        }
      />
    </Card>
  );
}
