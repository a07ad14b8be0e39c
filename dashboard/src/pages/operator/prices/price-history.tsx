import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { unwrap } from "../../../api/api-error.ts";
import { clientOf } from "../../../api/client.ts";
import { read } from "../../../api/queries.ts";
import { useAction } from "../../../forms/use-action.ts";
import { defined } from "../../../routes/search.ts";
import { Failure, Loading } from "../../../ui/states.tsx";
import { VersionHistory } from "../shared/version-history.tsx";
import { invalidatePrices } from "./price-calls.ts";
import { PricesDiffView } from "./prices-trial.tsx";

interface PriceHistoryProps {
  id: string;
  current: number;
  cursor: string | undefined;
  onCursor: (cursor: string | undefined) => void;
}

export function PriceHistory({ id, current, cursor, onCursor }: PriceHistoryProps): ReactNode {
  const t = useTranslations("operator.shared");
  const queries = useQueryClient();
  const path = { id };
  const versions = useQuery(
    read(null, "/admin/v1/prices/{id}/versions", { params: { path, query: { limit: 20, ...defined({ cursor }) } } }),
  );
  const revert = useAction({
    run: (version: number) =>
      unwrap(clientOf(null).POST("/admin/v1/prices/{id}/revert", { params: { path }, body: { version } })),
    done: t("reverted"),
    onDone: () => invalidatePrices(queries),
  });
  return (
    <VersionHistory
      versions={versions}
      current={current}
      cursor={cursor}
      onCursor={onCursor}
      diff={(from, to) => <PricesDiff id={id} from={from} to={to} />}
      revert={revert.run}
      reverting={revert.input}
    />
  );
}

function PricesDiff({ id, from, to }: { id: string; from: number; to: number }): ReactNode {
  const diff = useQuery(
    read(null, "/admin/v1/prices/{id}/versions/{version}/diff", {
      params: { path: { id, version: from }, query: { with: to } },
    }),
  );
  if (diff.isError) return <Failure error={diff.error} onRetry={() => void diff.refetch()} />;
  return diff.data === undefined ? <Loading /> : <PricesDiffView diff={diff.data} />;
}
