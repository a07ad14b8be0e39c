import { Pencil, Trash2 } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { useTranslations } from "use-intl";
import { Badge } from "../../../ui/badge.tsx";
import { Button, IconButton } from "../../../ui/button.tsx";
import { columnsOf, DataTable } from "../../../ui/data-table.tsx";
import { Empty } from "../../../ui/states.tsx";
import type { Rule } from "./routes-calls.ts";
import { conditionsOf } from "./rule-values.ts";

interface RulesTableProps {
  rules: readonly Rule[];
  onEdit: (rule: Rule) => void;
  onRemove: (rule: Rule) => void;
  onSwitch: (rule: Rule) => void;
}

export function RulesTable({ rules, onEdit, onRemove, onSwitch }: RulesTableProps): ReactNode {
  const t = useTranslations("operator.routes");
  const columns = useMemo(
    () =>
      columnsOf<Rule>()((column) => [
        column.accessor("priority", { header: t("columns.priority"), meta: { align: "right" } }),
        column.accessor("id", {
          header: t("columns.id"),
          cell: ({ row: { original } }) => (
            <>
              <span className="flex items-center gap-2 font-medium">
                {original.id}
                {original.enabled === false && <Badge>{t("off")}</Badge>}
              </span>
              <span className="block text-xs text-muted md:hidden">
                {original.targets.map(({ carrierId }) => carrierId).join(", ")}
              </span>
            </>
          ),
        }),
        column.display({
          id: "match",
          header: t("columns.match"),
          meta: { hideOnPhone: true },
          cell: ({ row: { original } }) => <Conditions rule={original} />,
        }),
        column.display({
          id: "targets",
          header: t("columns.targets"),
          meta: { hideOnPhone: true },
          cell: ({ row: { original } }) => <Targets rule={original} />,
        }),
        column.display({
          id: "failover",
          header: t("columns.failover"),
          meta: { hideOnPhone: true },
          cell: ({ row: { original } }) => (
            <span className="text-xs whitespace-normal text-muted">
              {(original.failover?.on ?? []).map((trigger) => t(`triggers.${trigger}`)).join(", ")}
            </span>
          ),
        }),
        column.display({
          id: "actions",
          header: () => <span className="sr-only">{t("columns.actions")}</span>,
          meta: { align: "right" },
          cell: ({ row: { original } }) => (
            <span className="inline-flex items-center gap-1">
              <Button size="small" onClick={() => onSwitch(original)} aria-label={switchLabel(t, original)}>
                {original.enabled === false ? t("switchOn") : t("switchOff")}
              </Button>
              <IconButton icon={Pencil} label={t("edit", { rule: original.id })} onClick={() => onEdit(original)} />
              <IconButton icon={Trash2} label={t("remove", { rule: original.id })} onClick={() => onRemove(original)} />
            </span>
          ),
        }),
      ]),
    [t, onEdit, onRemove, onSwitch],
  );
  return (
    <DataTable
      label={t("title")}
      columns={columns}
      rows={rules}
      idOf={({ id }) => id}
      empty={<Empty title={t("empty")} description={t("emptyDetail")} />}
    />
  );
}

function switchLabel(t: ReturnType<typeof useTranslations<"operator.routes">>, rule: Rule): string {
  return rule.enabled === false ? t("switchOnRule", { rule: rule.id }) : t("switchOffRule", { rule: rule.id });
}

function Conditions({ rule }: { rule: Rule }): ReactNode {
  const t = useTranslations("operator.routes");
  const conditions = conditionsOf(rule);
  if (conditions.length === 0) return <span className="text-muted">{t("everything")}</span>;
  return (
    <ul className="grid max-w-72 gap-0.5 whitespace-normal">
      {conditions.map(({ name, text }) => (
        <li key={name} className="break-words">
          <span className="text-muted">{t(`conditions.${name}`)}</span> {text}
        </li>
      ))}
    </ul>
  );
}

function Targets({ rule }: { rule: Rule }): ReactNode {
  const t = useTranslations("operator.routes");
  return (
    <div className="whitespace-normal">
      <ol className="flex flex-wrap items-center gap-x-1.5 gap-y-1">
        {rule.targets.map(({ carrierId, weight }, index) => (
          <li key={carrierId} className="flex items-center gap-1.5">
            {index > 0 && (
              <span aria-hidden className="text-muted">
                {rule.strategy === "weight" ? "+" : "→"}
              </span>
            )}
            <span className="rounded-md bg-sunken px-1.5 py-0.5 font-mono text-xs">
              {carrierId}
              {rule.strategy === "weight" && ` ×${weight ?? 1}`}
            </span>
          </li>
        ))}
      </ol>
      <span className="text-xs text-muted">{t(`strategies.${rule.strategy ?? "priority"}`)}</span>
    </div>
  );
}
