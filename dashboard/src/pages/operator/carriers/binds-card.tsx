import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../../../ui/button.tsx";
import { Card } from "../../../ui/card.tsx";
import { columnsOf, DataTable } from "../../../ui/data-table.tsx";
import { Empty } from "../../../ui/states.tsx";
import { Refusal } from "../shared/refusal.tsx";
import { ReviewDialog } from "../shared/review-dialog.tsx";
import { BindStateBadge } from "../shared/state-badges.tsx";
import { useReview } from "../shared/use-review.ts";
import {
  type BindAction,
  type Carrier,
  type CarrierTrial,
  invalidateCarrier,
  switchBind,
  tryBindSwitch,
} from "./carrier-calls.ts";
import { CarrierTrialView } from "./carrier-trial.tsx";

type Bind = Carrier["binds"][number];

interface Switch {
  bindId: string;
  action: BindAction;
}

export function BindsCard({ carrier }: { carrier: Carrier }): ReactNode {
  const t = useTranslations("operator.carriers.binds");
  const queries = useQueryClient();
  const [asked, setAsked] = useState<Switch>({ bindId: "", action: "disable" });
  const review = useReview<Switch, CarrierTrial>({
    tryIt: ({ bindId, action }) => tryBindSwitch(carrier.id, bindId, action),
    apply: ({ bindId, action }, note) => switchBind(carrier.id, bindId, action, note),
    done: t("done"),
    onDone: () => invalidateCarrier(queries),
  });
  const { check, checking } = review;
  const columns = useMemo(
    () =>
      columnsOf<Bind>()((column) => [
        column.accessor("id", {
          header: t("id"),
          cell: ({ row: { original } }) => (
            <span className="block">
              <code className="font-mono text-[0.8125rem]">{original.id}</code>
              {original.reason !== undefined && (
                <span className="block text-xs whitespace-normal text-muted">{original.reason}</span>
              )}
            </span>
          ),
        }),
        column.accessor("state", { header: t("state"), cell: ({ getValue }) => <BindStateBadge state={getValue()} /> }),
        column.display({
          id: "address",
          header: t("address"),
          meta: { grow: true, hideOnPhone: true },
          cell: ({ row: { original } }) => (
            <span className="text-muted">
              {original.kind.toUpperCase()} {original.host}:{original.port} · {original.systemId}
            </span>
          ),
        }),
        column.accessor("windowSize", { header: t("window"), meta: { align: "right", hideOnPhone: true } }),
        column.display({
          id: "connector",
          header: t("connector"),
          meta: { hideOnPhone: true },
          cell: ({ row: { original } }) => original.connector ?? "",
        }),
        column.display({
          id: "actions",
          header: () => <span className="sr-only">{t("actions")}</span>,
          meta: { align: "right" },
          cell: ({ row: { original } }) => {
            const action: BindAction = original.enabled ? "disable" : "activate";
            return (
              <Button
                size="small"
                busy={checking && asked.bindId === original.id}
                aria-label={t(`${action}Bind`, { bind: original.id })}
                onClick={() => {
                  setAsked({ bindId: original.id, action });
                  check({ bindId: original.id, action });
                }}
              >
                {t(action)}
              </Button>
            );
          },
        }),
      ]),
    [t, check, checking, asked],
  );
  return (
    <Card title={t("title")} flush>
      {review.trial === undefined && <Refusal problem={review.problem} />}
      <DataTable
        label={t("title")}
        columns={columns}
        rows={carrier.binds}
        idOf={({ id }) => id}
        empty={<Empty title={t("empty")} />}
      />
      <ReviewDialog
        review={review}
        title={t(`${asked.action}Bind`, { bind: asked.bindId })}
        action={t(asked.action)}
        danger={asked.action === "disable"}
      >
        {(trial) => <CarrierTrialView trial={trial} showReroute={false} />}
      </ReviewDialog>
    </Card>
  );
}
