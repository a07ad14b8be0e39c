import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { unwrap } from "../../../api/api-error.ts";
import { clientOf } from "../../../api/client.ts";
import { read } from "../../../api/queries.ts";
import { useAction } from "../../../forms/use-action.ts";
import { defined } from "../../../routes/search.ts";
import { Failure, Loading } from "../../../ui/states.tsx";
import { ChangesTable } from "../shared/changes-table.tsx";
import { VersionHistory } from "../shared/version-history.tsx";
import { invalidateRoutes } from "./routes-calls.ts";

interface RoutesHistoryProps {
  current: number;
  cursor: string | undefined;
  onCursor: (cursor: string | undefined) => void;
}

export function RoutesHistory({ current, cursor, onCursor }: RoutesHistoryProps): ReactNode {
  const t = useTranslations("operator.shared");
  const queries = useQueryClient();
  const versions = useQuery(
    read(null, "/admin/v1/routes/versions", { params: { query: { limit: 20, ...defined({ cursor }) } } }),
  );
  const revert = useAction({
    run: (version: number) => unwrap(clientOf(null).POST("/admin/v1/routes/revert", { body: { version } })),
    done: t("reverted"),
    onDone: () => invalidateRoutes(queries),
  });
  return (
    <VersionHistory
      versions={versions}
      current={current}
      cursor={cursor}
      onCursor={onCursor}
      diff={(from, to) => <RoutesDiff from={from} to={to} />}
      revert={revert.run}
      reverting={revert.input}
    />
  );
}

function RoutesDiff({ from, to }: { from: number; to: number }): ReactNode {
  const t = useTranslations("operator.routes.diff");
  const shared = useTranslations("operator.shared");
  const diff = useQuery(
    read(null, "/admin/v1/routes/versions/{version}/diff", {
      params: { path: { version: from }, query: { with: to } },
    }),
  );
  if (diff.isError) return <Failure error={diff.error} onRetry={() => void diff.refetch()} />;
  if (diff.data === undefined) return <Loading />;
  const { added, removed, changed, reordered } = diff.data;
  if (added.length + removed.length + changed.length === 0 && !reordered) {
    return <p className="text-muted">{shared("noDifference")}</p>;
  }
  return (
    <div className="grid gap-4">
      {added.length > 0 && <p className="text-good">{t("added", { rules: added.join(", ") })}</p>}
      {removed.length > 0 && <p className="text-bad">{t("removed", { rules: removed.join(", ") })}</p>}
      {reordered && <p>{t("reordered")}</p>}
      {changed.map(({ ruleId, fields }) => (
        <div key={ruleId}>
          <h3 className="mb-1.5 font-medium">{ruleId}</h3>
          <ChangesTable label={t("ofRule", { rule: ruleId })} changes={fields} />
        </div>
      ))}
    </div>
  );
}
