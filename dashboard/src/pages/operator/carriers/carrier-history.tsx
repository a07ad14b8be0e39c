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
import { type Carrier, invalidateCarrier } from "./carrier-calls.ts";

interface CarrierHistoryProps {
  carrier: Carrier;
  cursor: string | undefined;
  onCursor: (cursor: string | undefined) => void;
}

export function CarrierHistory({ carrier, cursor, onCursor }: CarrierHistoryProps): ReactNode {
  const t = useTranslations("operator.shared");
  const queries = useQueryClient();
  const path = { id: carrier.id };
  const versions = useQuery(
    read(null, "/admin/v1/carriers/{id}/versions", { params: { path, query: { limit: 20, ...defined({ cursor }) } } }),
  );
  const revert = useAction({
    run: (version: number) =>
      unwrap(clientOf(null).POST("/admin/v1/carriers/{id}/revert", { params: { path }, body: { version } })),
    done: t("reverted"),
    onDone: () => invalidateCarrier(queries),
  });
  return (
    <VersionHistory
      versions={versions}
      current={carrier.version}
      cursor={cursor}
      onCursor={onCursor}
      diff={(from, to) => <CarrierDiff id={carrier.id} from={from} to={to} />}
      revert={revert.run}
      reverting={revert.input}
    />
  );
}

function CarrierDiff({ id, from, to }: { id: string; from: number; to: number }): ReactNode {
  const t = useTranslations("operator.shared");
  const diff = useQuery(
    read(null, "/admin/v1/carriers/{id}/versions/{version}/diff", {
      params: { path: { id, version: from }, query: { with: to } },
    }),
  );
  if (diff.isError) return <Failure error={diff.error} onRetry={() => void diff.refetch()} />;
  return diff.data === undefined ? <Loading /> : <ChangesTable label={t("changes")} changes={diff.data.changes} />;
}
