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
import { invalidateRanges } from "./ranges-calls.ts";
import { RangesDiffView } from "./ranges-diff.tsx";

interface RangesHistoryProps {
  current: number;
  cursor: string | undefined;
  onCursor: (cursor: string | undefined) => void;
}

export function RangesHistory({ current, cursor, onCursor }: RangesHistoryProps): ReactNode {
  const t = useTranslations("operator.shared");
  const queries = useQueryClient();
  const versions = useQuery(
    read(null, "/admin/v1/operators/versions", { params: { query: { limit: 20, ...defined({ cursor }) } } }),
  );
  const revert = useAction({
    run: (version: number) => unwrap(clientOf(null).POST("/admin/v1/operators/revert", { body: { version } })),
    done: t("reverted"),
    onDone: () => invalidateRanges(queries),
  });
  return (
    <VersionHistory
      versions={versions}
      current={current === 0 ? undefined : current}
      cursor={cursor}
      onCursor={onCursor}
      diff={(from, to) => <RangesDiff from={from} to={to} />}
      revert={revert.run}
      reverting={revert.input}
    />
  );
}

function RangesDiff({ from, to }: { from: number; to: number }): ReactNode {
  const diff = useQuery(
    read(null, "/admin/v1/operators/versions/{version}/diff", {
      params: { path: { version: from }, query: { with: to } },
    }),
  );
  if (diff.isError) return <Failure error={diff.error} onRetry={() => void diff.refetch()} />;
  return diff.data === undefined ? <Loading /> : <RangesDiffView diff={diff.data} />;
}
